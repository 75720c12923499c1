import Glibc
import Testing

@testable import TerminalEmulator

@Suite("a window in which a program runs")
struct TerminalWindowTests {
    private func shell(_ script: String, columns: Int = 60, rows: Int = 10) throws -> TerminalWindow {
        try TerminalWindow(running: "/bin/sh", arguments: ["-c", script], columns: columns, rows: rows)
    }

    @Test("what a program prints is seen, and how it ended is known")
    func prints() throws {
        let window = try shell(#"printf 'hello\n\033[1mworld'; exit 3"#)
        #expect(try window.exitStatus() == .exited(3))
        #expect(window.picture == "hello\nworld")
        #expect(window.emulator.style(of: "world")?.isBold == true)
        #expect(window.row(containing: "orl") == "world")
        #expect(window.finished)
        #expect(window.hasWritten("\u{1B}[1mworld"))
    }

    @Test("a program has exactly the environment, the arguments, the folder and the window that it is given")
    func surroundings() throws {
        let folder = try TemporaryFolder()
        let script = #"/usr/bin/env | /usr/bin/sort; pwd; echo "$1"; /bin/stty size"#
        let window = try TerminalWindow(
            running: "/bin/sh", arguments: ["-c", script, "sh", "a b"],
            environment: ["TERM": "x", "NAME": "ann lee"], folder: folder.path, columns: 123, rows: 17)
        try window.exitStatus()
        let rows = window.picture.split(separator: "\n").filter { !$0.hasPrefix("_=") && !$0.hasPrefix("OLDPWD=") }
        #expect(rows == ["NAME=ann lee", "PWD=\(folder.path)", "TERM=x", "\(folder.path)", "a b", "17 123"])
    }

    @Test("a program sees nothing of what the tests have open")
    func descriptors() throws {
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let window = try shell("ls /proc/self/fd")
        try window.exitStatus()
        // The fourth is the folder that ls itself reads.
        #expect(window.picture == "0  1  2  3")
    }

    @Test("the terminal is the controlling one: Ctrl-C is a signal")
    func controlling() throws {
        let window = try shell("trap 'echo interrupted; exit 7' INT; tty; echo ready; while :; do sleep 0.05; done")
        try window.waits(for: "ready")
        #expect(window.row(containing: "/dev/pts/") != nil)
        window.presses(.control("c"))
        #expect(try window.exitStatus() == .exited(7))
        try window.waits(for: "interrupted")
    }

    @Test("a program ignores no signal that the tests ignore")
    func signals() throws {
        // Ignored here for good, which does no harm: what is ignored would be inherited.
        signal(SIGPIPE, SIG_IGN)
        let window = try shell("echo ready; exec sleep 60")
        try window.waits(for: "ready")
        window.kills(with: SIGPIPE)
        #expect(try window.exitStatus() == .killed(by: Int(SIGPIPE)))
    }

    @Test("what is typed, pressed and pasted arrives")
    func types() throws {
        let window = try shell("stty raw -echo; printf 'ready\\033[?2004h'; exec cat -v")
        try window.waits(until: "pasting is bracketed") { $0.shows("ready") && $0.isOn(.bracketedPaste) }
        window.types("hi ")
        window.presses(.pageUp, .control("a"), .alt("x"))
        window.pastes("one\ntwo")
        try window.waits(for: "hi ^[[5~^A^[x^[[200~one^Mtwo^[[201~")
    }

    @Test("keys follow the mode of the cursor keys, the mouse is quiet until it is listened to")
    func keysAndMouse() throws {
        let window = try shell("stty raw -echo; printf 'ready'; exec cat -v")
        try window.waits(for: "ready")
        window.presses(.up)
        window.clicks(on: "ready")
        window.gainsFocus()
        try window.waits(for: "ready^[[A")
        let listening = try shell("stty raw -echo; printf '\\033[?1h\\033[?1002;1006h\\033[?1004hready'; exec cat -v")
        try listening.waits(for: "ready")
        listening.presses(.up)
        listening.clicks(on: "ready")
        listening.clicks(.wheelUp, row: 4, column: 5)
        listening.losesFocus()
        try listening.waits(for: "ready^[OA^[[<0;1;1M^[[<0;1;1m^[[<64;6;5M^[[O")
    }

    @Test("a program hears of a new size and draws into it")
    func resizes() throws {
        let window = try shell("trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done")
        try window.waits(for: "ready")
        window.resizes(columns: 33, rows: 7)
        try window.waits(for: "7 33")
        #expect(window.emulator.columns == 33 && window.emulator.rows == 7)
    }

    @Test("questions of a program are answered without anybody typing")
    func answers() throws {
        let window = try shell(
            "stty raw -echo; printf '\\033[3;5H\\033[6n'; "
                + "a=$(dd bs=1 count=6 2>/dev/null | cat -v); printf ' got %s' \"$a\"")
        try window.waits(for: "got ^[[3;5R")
    }

    @Test("the settings of the line can be compared, also after the program has ended")
    func settings() throws {
        let window = try shell("read a; stty raw -echo; echo ready; read b; stty sane; echo sane; read c; stty -echo")
        let before = try #require(window.settings)
        #expect(before.echoes && before.isLineByLine && before.makesSignals && before.returnsAtLineFeeds)
        window.presses(.enter)
        try window.waits(for: "ready")
        let during = try #require(window.settings)
        #expect(!during.echoes && !during.isLineByLine && during != before)
        window.types("\n")
        try window.waits(for: "sane")
        window.presses(.enter)
        try window.exitStatus()
        #expect(window.settings?.echoes == false)
    }

    @Test("an interactive shell stops a program with Ctrl-Z and goes on with it")
    func jobs() throws {
        let window = try TerminalWindow(
            running: "/bin/sh", arguments: ["-i"],
            environment: TerminalWindow.plainEnvironment.merging(["PS1": "> ", "ENV": ""]) { $1 })
        try window.waits(for: ">")
        window.types("sh -c 'echo star''ted; read a; echo got $a'\r")
        try window.waits(for: "started")
        window.presses(.control("z"))
        try window.waits(for: "Stopped")
        window.types("fg\r")
        window.types("word\r")
        try window.waits(for: "got word")
        window.types("exit 5\r")
        #expect(try window.exitStatus() == .exited(5))
    }

    @Test("a window that is closed hangs the program up")
    func hangsUp() throws {
        let folder = try TemporaryFolder()
        let window = try shell(
            "trap 'echo gone > \(folder.path)/log; exit 0' HUP; echo ready; while :; do sleep 0.05; done")
        try window.waits(for: "ready")
        window.closes()
        #expect(try window.exitStatus() == .exited(0))
        #expect(folder.text(of: "log") == "gone\n")
    }

    @Test("a wait in vain shows what is on the screen and where it was called")
    func disappointment() throws {
        let window = try shell("echo only this; printf '\\033[5z'; sleep 60")
        try window.waits(for: "only this")
        let error = #expect(throws: TerminalWindow.Disappointment.self) { try window.waits(for: "that", within: 0) }
        let words = error?.description ?? ""
        #expect(words.contains("only this") && words.contains("\"that\" is shown") && words.contains("is running"))
        #expect(words.contains("TerminalWindowTests.swift:"))
    }

    @Test("a wait ends at once when the program has")
    func endsEarly() throws {
        let window = try shell("echo bye; exit 4")
        let error = #expect(throws: TerminalWindow.Disappointment.self) { try window.waits(for: "that", within: 3600) }
        #expect(error?.description.contains("exited with status 4") == true)
        try window.waits(for: "bye")
        try window.waits(forNo: "that")
    }

    @Test("nothing is looked at amid a frame")
    func frames() throws {
        let window = try shell("stty -echo; printf '\\033[?2026hhalf'; read a; printf ' whole\\033[?2026l'; sleep 60")
        #expect(throws: TerminalWindow.Disappointment.self) { try window.waits(for: "half", within: 0.3) }
        window.presses(.enter)
        try window.waits(for: "half")
        #expect(window.shows("half whole"))
    }

    @Test("much output and much input pass at the same time")
    func floods() throws {
        let window = try shell("stty raw -echo; printf ready; head -c 300000 | tail -c 5; printf end")
        try window.waits(for: "ready")
        window.types(String(repeating: "x", count: 299_995) + "12345")
        try window.waits(for: "ready12345end")
        let lines = try shell("seq 1 20000")
        try lines.exitStatus()
        #expect(lines.picture.hasSuffix("19999\n20000"))
    }

    @Test("windows beside each other are read together, so that neither program stands still")
    func neighbours() throws {
        let folder = try TemporaryFolder()
        let loud = try shell("seq 1 200000; echo done > \(folder.path)/log; sleep 60")
        let quiet = try TerminalWindow(
            running: "/bin/sh",
            arguments: ["-c", "while [ ! -s \(folder.path)/log ]; do sleep 0.05; done; echo heard"],
            beside: loud)
        try quiet.waits(for: "heard")
        try loud.waits(for: "200000")
    }

    @Test("whoever lets go of a window kills what runs in it")
    func kills() throws {
        var window: TerminalWindow? = try shell("trap '' HUP TERM; echo pid $$ here; while :; do sleep 1; done")
        try window?.waits(for: "here")
        let words = try #require(window?.row(containing: "pid")).split(separator: " ")
        let process = try #require(pid_t(words[1]))
        #expect(kill(process, 0) == 0)
        window = nil
        #expect(kill(process, 0) == -1)
    }

    @Test("a program that is not there is an error that names it")
    func missing() {
        let error = #expect(throws: PseudoTerminal.Failure.self) { try TerminalWindow(running: "/no/such/program") }
        #expect(error?.description == "posix_spawn /no/such/program: No such file or directory")
    }

    @Test(
        "what tput writes for xterm-256color holds no violation",
        .enabled(if: access("/usr/bin/tput", X_OK) == 0, "tput is not there"))
    func tput() throws {
        let window = try shell(
            """
            for c in smcup smkx civis clear home bold dim sitm smul rev blink invis sgr0 smso rmso smacs rmacs 'cup 3 4' \
            'csr 1 5' 'setaf 1' 'setaf 9' 'setab 200' op el el1 ed ich1 'ich 2' dch1 'dch 3' il1 'il 2' dl1 'dl 2' 'ech 4' \
            'hpa 3' 'vpa 2' 'cuu 2' 'cud 2' 'cub 2' 'cuf 2' ind ri 'indn 2' 'rin 2' sc rc hts tbc smir rmir smam rmam \
            'sgr 1 1 1 1 1 0 0 0 1' sgr0 rs2 is2 cvvis cnorm rmkx rmcup; do tput $c; done; echo end
            """)
        try window.waits(for: "end")
        try window.exitStatus()
        #expect(window.emulator.violations == [])
        #expect(window.emulator.modesEverSet.isSuperset(of: [.alternateScreen, .applicationCursorKeys]))
        #expect(window.emulator.leftovers == [])
    }
}

extension TerminalWindow {
    fileprivate func shows(_ text: String) -> Bool { emulator.shows(text) }
}
