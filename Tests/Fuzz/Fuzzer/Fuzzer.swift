// Makes up inputs for one of the checks, guided by what they reach. A trap, an access out of bounds or a broken promise
// stops it, and it writes the input to a file; such a find, made small, goes to the corpus and becomes a row of the tests
// of whatever it was that broke.
//
//     CHAT_FUZZ=1 swift build --product fuzz -c release --build-path .build-fuzz
//     mkdir FINDS
//     .build-fuzz/release/fuzz --line -dict=Tests/Fuzz/Words/line.dict -max_total_time=600 FINDS Tests/Fuzz/Corpora/line
//
// `--line` names the check. libFuzzer itself passes over what begins with two dashes, and hands it on to the processes
// that it starts to make a find smaller or to merge corpora.

import Glibc

/// What this run is about: named on the command line, before the first input comes.
nonisolated(unsafe) private var check: Check?

/// Called with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(BrokenPromise) {
        try check?.run(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        fatalError("broken promise: \(error)")
    }
    return 0
}

/// libFuzzer's own `main`, under the name of it that the package manager looks for in an executable of this target.
@_cdecl("Fuzz_main")
package func run(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
    let words = (0..<Int(count)).compactMap { arguments?[$0].map { String(cString: $0) } }
    check = (Check.all + [.painter]).first { words.contains("--" + $0.name) }
    guard check != nil else {
        print("which check? one of " + (Check.all + [.painter]).map { "--" + $0.name }.joined(separator: ", "))
        return 2
    }
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, testOneInput)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
