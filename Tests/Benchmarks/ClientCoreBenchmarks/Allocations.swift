import Glibc

/// Counts the objects that Swift makes (arrays, long strings, boxes): the same number on every machine and at every hour,
/// where times are not. Of one thread: a benchmark has no other at work while it measures.
enum Allocations {
    private typealias Allocator = @convention(c) (UnsafeRawPointer?, Int, Int) -> UnsafeMutableRawPointer?

    /// Since `begin`.
    nonisolated(unsafe) private(set) static var count = 0
    nonisolated(unsafe) private static var runtime: Allocator?

    /// Puts a counter before the runtime's own function, as profilers do (`_swift_allocObject` in the runtime's
    /// HeapObject.cpp, which is asked only where a flag says so). False where this runtime has no such place.
    @discardableResult
    static func begin() -> Bool {
        if runtime != nil { return true }
        let flagName = "_swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly"
        guard let place = dlsym(nil, "_swift_allocObject"), let flag = dlsym(nil, flagName) else { return false }
        let pointer = place.assumingMemoryBound(to: Allocator.self)
        runtime = pointer.pointee
        pointer.pointee = { type, size, alignment in
            Allocations.count &+= 1
            return Allocations.runtime?(type, size, alignment)
        }
        flag.assumingMemoryBound(to: Bool.self).pointee = true
        return true
    }
}
