import ChatProtocol
import Glibc

/// `[client] password_command`: a program that prints the password, such as `pass show irc`. No shell reads it.
struct PasswordCommand: Equatable {
    /// Time for a person to type a passphrase.
    static let patience: Int64 = 60_000

    /// The program and its arguments, at least one word.
    let words: [String]

    /// Takes a line apart at spaces; quotes of either kind hold words together, and nothing else means anything.
    init(_ line: String) throws(ConfigurationError) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character == " " || character == "\t" {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let whole = word { words.append(whole) }
        guard quote == nil else { throw Self.failure("a quote is not closed") }
        guard words.first?.isEmpty == false else { throw Self.failure("names no program") }
        self.words = words
    }

    private static func failure(_ problem: String) -> ConfigurationError {
        ConfigurationError(problem).at("[client] password_command")
    }

    /// Runs it and gives the first line of what it prints. It has the person's terminal for errors and for a passphrase,
    /// and no standard input, which may be what is to be said.
    func password(patience: Int64 = Self.patience) throws(ConfigurationError) -> String {
        let (process, output) = try start()
        defer { close(output) }
        let read = Self.read(output, within: patience)
        if read == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard let bytes = read else {
            throw Self.failure("\(words[0]) printed too much, or nothing within \(patience / 1_000) s")
        }
        guard status == 0 else { throw Self.failure("\(words[0]) failed") }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let password = String(validating: line, as: UTF8.self), !password.isEmpty else {
            throw Self.failure("\(words[0]) printed no password")
        }
        return password
    }

    private func start() throws(ConfigurationError) -> (process: pid_t, output: Int32) {
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw Self.failure(String(cString: strerror(errno))) }
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var process: pid_t = 0
        let fault = posix_spawnp(&process, words[0], &actions, nil, arguments, environ)
        close(pipe[1])
        guard fault == 0 else {
            close(pipe[0])
            throw Self.failure("\(words[0]): \(String(cString: strerror(fault)))")
        }
        return (process, pipe[0])
    }

    /// Everything until the end; nil where that is too late or too much.
    private static func read(_ descriptor: Int32, within patience: Int64) -> [UInt8]? {
        let end = ContinuousClock.now + .milliseconds(patience)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 512)
        while true {
            let left = ContinuousClock.now.duration(to: end).components
            let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(clamping: max(0, milliseconds)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += chunk[..<count]
            guard bytes.count <= SaslPlain.passwordBytes * 2 else { return nil }
        }
    }
}
