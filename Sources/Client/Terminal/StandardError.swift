import Glibc

/// Standard error while the screen is ours: an anonymous file, whose end is printed when the terminal is itself again.
///
/// Where standard error is not a terminal it is left alone. Plain words only, so that the crash handler can keep one.
struct StandardError {
    /// The most bytes that are printed afterwards: two pages of a terminal.
    static let tailLimit = 4096
    /// The most bytes the file may hold; beyond them what is old is dropped.
    static let fileLimit: off_t = 1 << 20

    /// The real standard error, or -1 when nothing is captured.
    private var real: Int32 = -1
    private var file: Int32 = -1
    private var buffer: UnsafeMutableRawBufferPointer?

    var isCaptured: Bool { real >= 0 }

    /// Begins to capture. Where no temporary file can be made, the error output goes nowhere rather than on the picture.
    mutating func capture() {
        guard !isCaptured, isatty(STDERR_FILENO) == 1 else { return }
        real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        guard real >= 0 else { return }
        if buffer == nil { buffer = .allocate(byteCount: Self.tailLimit, alignment: 1) }
        file = Self.anonymousFile()
        fflush(nil)
        dup2(file, STDERR_FILENO)
    }

    /// Keeps the file within its bound.
    func trim() {
        guard isCaptured, lseek(file, 0, SEEK_CUR) > Self.fileLimit else { return }
        ftruncate(file, 0)
        lseek(file, 0, SEEK_SET)
    }

    /// Gives standard error back and prints the end of what was written meanwhile.
    ///
    /// Calls only what POSIX lists as safe in a signal handler.
    mutating func release(patience: Int32 = -1) {
        guard isCaptured else { return }
        dup2(real, STDERR_FILENO)
        close(real)
        real = -1
        guard let buffer else { return }
        let end = lseek(file, 0, SEEK_CUR)
        let start = max(0, end - off_t(buffer.count))
        lseek(file, start, SEEK_SET)
        let count = read(file, buffer.baseAddress, buffer.count)
        close(file)
        guard count > 0 else { return }
        let tail = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
        Self.disarm(tail)
        Output.write(UnsafeRawBufferPointer(tail), to: STDERR_FILENO, patience: patience)
    }

    /// Makes text of whatever was written: nothing in it can command the terminal.
    private static func disarm(_ text: UnsafeMutableRawBufferPointer) {
        var lead: UInt8 = 0
        for index in 0..<text.count {
            let byte = text[index]
            let isControl = (byte < 0x20 && byte != 0x0A && byte != 0x09) || byte == 0x7F
            let isHighControl = lead == 0xC2 && (0x80..<0xA0).contains(byte)
            lead = byte
            if isControl || isHighControl { text[index] = 0x3F }
            if isHighControl { text[index - 1] = 0x3F }
        }
    }

    private static func anonymousFile() -> Int32 {
        // tmpfile's has no name and is nobody else's; of its stream only the descriptor is kept.
        guard let made = tmpfile() else { return open("/dev/null", O_RDWR | O_CLOEXEC) }
        defer { fclose(made) }
        return fcntl(fileno(made), F_DUPFD_CLOEXEC, 3)
    }
}
