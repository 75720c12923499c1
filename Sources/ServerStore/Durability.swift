/// What a commit that has returned withstands.
package enum Durability: String, CaseIterable, Sendable {
    /// A crash of the program, not of the machine.
    case normal
    /// Also a loss of power: every commit waits for the disk.
    case full
    /// Nothing: posts are kept in memory, within `Store.memoryPages`, and are gone when the program ends.
    case memory
}
