/// Why there can be no full-screen picture here. Its description is one sentence for the person, and names the way out.
package enum TerminalFailure: Error, Equatable, CustomStringConvertible {
    /// One of the two standard streams that have to be a terminal.
    package enum Stream: Equatable, Sendable {
        case input
        case output
    }

    /// The stream is a file or a pipe.
    case notATerminal(Stream)
    /// TERM is not set.
    case noKind
    /// TERM names a terminal that terminfo does not know.
    case unknownKind(String)
    /// The terminal of that name cannot move its cursor.
    case tooSimple(String)
    /// No UTF-8 locale is installed.
    case noUnicode

    /// "Standard output is not a terminal; use --plain to chat without a screen."
    package var description: String {
        let reason =
            switch self {
            case .notATerminal(.input): "Standard input is not a terminal"
            case .notATerminal(.output): "Standard output is not a terminal"
            case .noKind: "The environment variable TERM, which names the terminal, is not set"
            case .unknownKind(let kind): "The terminal \"\(Self.shown(kind))\" (TERM) is not known on this machine"
            case .tooSimple(let kind): "The terminal \"\(Self.shown(kind))\" (TERM) cannot draw a screen"
            case .noUnicode: "No UTF-8 locale is installed on this machine"
            }
        return reason + "; use --plain to chat without a screen."
    }

    /// A name from the environment, fit to be printed.
    private static func shown(_ name: String) -> String {
        let limit = 40
        var shown = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.prefix(limit) { shown.append(scalar.isControl ? "?" : scalar) }
        return String(shown)
    }
}
