import Foundation

/// The config.ini that `/set` writes: the file in use, else the person's own.
struct SettingsFile {
    /// Its name may be a link: what it leads to is written.
    let path: String

    /// - Parameter used: the file that was read; empty where there was none.
    init(used: String, environment: [String: String]) {
        path = used.isEmpty ? Configuration.ownFile(environment: environment) : used
    }

    /// Writes one setting, and leaves all else in the file as it is. Readers see the file before or the file after, never
    /// half of one; who may read it stays as it was, and a new file is the person's alone.
    func keep(_ key: String, _ value: String, in section: String) throws(ConfigurationError) {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let files = FileManager.default
        let exists = files.fileExists(atPath: target)
        var text = ""
        if exists {
            guard let data = files.contents(atPath: target), data.count <= IniDocument.longest,
                let read = String(data: data, encoding: .utf8)
            else { throw ConfigurationError("cannot be read").at(path) }
            text = read
        }
        do throws(ConfigurationError) {
            _ = try IniDocument(text)
        } catch {
            throw error.at(path)
        }
        let edited = IniDocument.setting(key, to: value, in: section, of: text)
        if exists, edited == text { return }
        do {
            let folder = (target as NSString).deletingLastPathComponent
            if !exists {
                try files.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            let mode = exists ? try files.attributesOfItem(atPath: target)[.posixPermissions] as? Int ?? 0o600 : 0o600
            try Self.replace(target, with: edited, mode: mode_t(truncatingIfNeeded: mode))
        } catch let error as ConfigurationError {
            throw error.at(path)
        } catch {
            throw ConfigurationError("cannot be written (\(error.localizedDescription))").at(path)
        }
    }

    /// A new file beside the old one, and then in its place.
    private static func replace(_ path: String, with text: String, mode: mode_t) throws(ConfigurationError) {
        let draft = path + ".\(ProcessInfo.processInfo.processIdentifier).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        var isDone = false
        defer { if !isDone { unlink(draft) } }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                defer { close(descriptor) }
                throw failure()
            }
            written += count
        }
        let isWhole = fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWhole, rename(draft, path) == 0 else { throw failure() }
        isDone = true
    }

    private static func failure() -> ConfigurationError {
        ConfigurationError("cannot be written (\(String(cString: strerror(errno))))")
    }
}
