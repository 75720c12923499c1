import CIOUring
import Glibc
import Synchronization

/// Sends to many sockets with one system call (Linux, io_uring): entering the kernel for each of a room's members is a tenth
/// of what sending to them takes.
///
/// Nothing is under way between two calls: every request says that it must not wait (`MSG_DONTWAIT`), so that the kernel
/// answers all of them before it returns. Belongs to one thread.
final class SendRing {
    /// What one socket is to be sent: a stretch of the bytes that all parts have in common.
    struct Part {
        let socket: PlainSocket
        let place: Range<Int>
        /// The seat of whose it is.
        let seat: Int
    }

    /// A part of which the kernel took less than all.
    struct Shortfall {
        let part: Part
        /// How many bytes it took, the first ones: none after an error, which writing through the channel meets again.
        let taken: Int
    }

    private let descriptor: CInt
    private let queues: Mapping
    private let slots: Mapping
    private let offsets: (requests: io_sqring_offsets, answers: io_cqring_offsets)

    /// Requests that the kernel is given at once.
    static let capacity = 256
    /// Fewer are sent one by one, for which it takes no longer.
    static let fewest = 4

    /// nil where the kernel has no such ring, or does not let this process have one.
    init?() {
        var parameters = io_uring_params()
        descriptor = io_uring_setup(UInt32(Self.capacity), &parameters)
        guard descriptor >= 0 else { return nil }
        // The first has both queues in one piece (Linux 5.4), the second came with Linux 5.7, after the request to send.
        let needed = UInt32(IORING_FEAT_SINGLE_MMAP | IORING_FEAT_FAST_POLL)
        let (requests, answers) = (parameters.sq_off, parameters.cq_off)
        let size = max(
            Int(requests.array) + Int(parameters.sq_entries) * MemoryLayout<UInt32>.stride,
            Int(answers.cqes) + Int(parameters.cq_entries) * MemoryLayout<io_uring_cqe>.stride)
        guard parameters.features & needed == needed,
            let queues = Mapping(of: descriptor, at: Int(IORING_OFF_SQ_RING), size: size)
        else {
            close(descriptor)
            return nil
        }
        let slotSize = Int(parameters.sq_entries) * MemoryLayout<io_uring_sqe>.stride
        guard let slots = Mapping(of: descriptor, at: Int(IORING_OFF_SQES), size: slotSize) else {
            queues.unmap()
            close(descriptor)
            return nil
        }
        self.queues = queues
        self.slots = slots
        offsets = (requests, answers)
        // For good: the queue's n-th place names the n-th slot.
        for index in 0..<parameters.sq_entries {
            queues.start.storeBytes(
                of: index, toByteOffset: Int(requests.array) + Int(index) * MemoryLayout<UInt32>.stride,
                as: UInt32.self)
        }
    }

    deinit {
        slots.unmap()
        queues.unmap()
        close(descriptor)
    }

    // MARK: - Sending

    /// Sends every part its stretch of these bytes, as far as the kernel takes it now, and returns those of which it did
    /// not take all.
    func send(_ parts: [Part], of bytes: UnsafeRawBufferPointer) -> [Shortfall] {
        var shortfalls: [Shortfall] = []
        var next = 0
        while parts.count - next >= Self.fewest {
            let some = next..<min(next + Self.capacity, parts.count)
            let sent = submit(parts, some, of: bytes)
            guard sent > 0 else { break }
            collect(sent, of: parts, &shortfalls)
            next += sent
        }
        for part in parts[next...] {
            let taken = part.socket.send(UnsafeRawBufferPointer(rebasing: bytes[part.place]))
            if taken < part.place.count { shortfalls.append(Shortfall(part: part, taken: taken)) }
        }
        return shortfalls
    }

    /// Hands these to the kernel. Returns how many of them, the first ones, it took: what it did not is forgotten.
    private func submit(_ parts: [Part], _ some: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int {
        let tail = counter(offsets.requests.tail)
        let mask = queues.start.load(fromByteOffset: Int(offsets.requests.ring_mask), as: UInt32.self)
        let first = tail.pointee.load(ordering: .relaxed)
        var slot = first
        for index in some {
            var request = io_uring_sqe()
            request.opcode = UInt8(IORING_OP_SEND.rawValue)
            request.fd = parts[index].socket.descriptor
            request.addr = UInt64(UInt(bitPattern: bytes.baseAddress)) + UInt64(parts[index].place.lowerBound)
            request.len = UInt32(parts[index].place.count)
            request.msg_flags = UInt32(PlainSocket.flags)
            request.user_data = UInt64(index)
            let offset = Int(slot & mask) * MemoryLayout<io_uring_sqe>.stride
            slots.start.storeBytes(of: request, toByteOffset: offset, as: io_uring_sqe.self)
            slot &+= 1
        }
        tail.pointee.store(slot, ordering: .releasing)
        let wanted = UInt32(some.count)
        let taken = io_uring_enter(descriptor, wanted, wanted, UInt32(IORING_ENTER_GETEVENTS))
        if taken < some.count { tail.pointee.store(first &+ UInt32(max(0, taken)), ordering: .releasing) }
        return Int(max(0, taken))
    }

    /// Takes the answers to as many requests.
    private func collect(_ count: Int, of parts: [Part], _ shortfalls: inout [Shortfall]) {
        let (head, tail) = (counter(offsets.answers.head), counter(offsets.answers.tail))
        let mask = queues.start.load(fromByteOffset: Int(offsets.answers.ring_mask), as: UInt32.self)
        var next = head.pointee.load(ordering: .relaxed)
        let end = next &+ UInt32(count)
        while next != end {
            let last = tail.pointee.load(ordering: .acquiring)
            if next == last {
                // A signal came between. Whatever else it says, the answers are as good as there.
                _ = io_uring_enter(descriptor, 0, end &- next, UInt32(IORING_ENTER_GETEVENTS))
            }
            while next != last {
                let offset = Int(offsets.answers.cqes) + Int(next & mask) * MemoryLayout<io_uring_cqe>.stride
                let answer = (queues.start + offset).assumingMemoryBound(to: io_uring_cqe.self)
                let part = parts[Int(answer.pointee.user_data)]
                let taken = Int(max(0, answer.pointee.res))
                if taken < part.place.count { shortfalls.append(Shortfall(part: part, taken: taken)) }
                next &+= 1
            }
            head.pointee.store(next, ordering: .releasing)
        }
    }

    private func counter(_ offset: UInt32) -> UnsafeMutablePointer<Atomic<UInt32>> {
        (queues.start + Int(offset)).assumingMemoryBound(to: Atomic<UInt32>.self)
    }
}

/// Memory that the kernel and this process share.
private struct Mapping {
    let start: UnsafeMutableRawPointer
    private let size: Int

    init?(of descriptor: CInt, at offset: Int, size: Int) {
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, descriptor, offset)
        guard let start, start != MAP_FAILED else { return nil }
        self.start = start
        self.size = size
    }

    func unmap() {
        munmap(start, size)
    }
}
