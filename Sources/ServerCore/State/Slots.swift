/// A place for elements that come and go: each keeps its slot, found in constant time, and a slot's next tenant has another
/// identity, so that a late answer never reaches the wrong one.
package struct Slots<Element: Sendable>: Sendable {
    /// Names one element for as long as it lives, and nothing afterwards.
    package struct ID: Hashable, Sendable {
        package let index: Int
        package let generation: UInt32

        package init(index: Int, generation: UInt32) {
            self.index = index
            self.generation = generation
        }

        /// Names nothing, ever.
        package static var none: ID { ID(index: -1, generation: 0) }
    }

    private struct Slot {
        var generation: UInt32 = 0
        var element: Element?
    }

    private var slots: [Slot] = []
    private var free: [Int] = []

    package init() {}

    package var count: Int { slots.count - free.count }

    package mutating func insert(_ make: (ID) -> Element) -> ID {
        let index = free.popLast() ?? slots.count
        if index == slots.count { slots.append(Slot()) }
        let id = ID(index: index, generation: slots[index].generation)
        slots[index].element = make(id)
        return id
    }

    @discardableResult
    package mutating func remove(_ id: ID) -> Element? {
        guard contains(id) else { return nil }
        let element = slots[id.index].element
        slots[id.index].element = nil
        slots[id.index].generation &+= 1
        free.append(id.index)
        return element
    }

    package func contains(_ id: ID) -> Bool {
        slots.indices.contains(id.index) && slots[id.index].generation == id.generation
            && slots[id.index].element != nil
    }

    /// nil once the element is gone. Reading and changing through it are in place: nothing is copied but what is read.
    package subscript(_ id: ID) -> Element? {
        _read {
            if contains(id) { yield slots[id.index].element } else { yield nil }
        }
        _modify {
            if contains(id) {
                yield &slots[id.index].element
            } else {
                var nothing: Element?
                yield &nothing
            }
        }
    }

    /// Every element, in the order of slots.
    package var all: some Sequence<Element> { slots.lazy.compactMap(\.element) }
}
