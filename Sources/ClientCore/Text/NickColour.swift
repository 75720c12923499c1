/// The colour of a nick: the same on every screen and in every session, whoever else is there.
package enum NickColour {
    /// A number for `Style.Ink.nick`. Nicks that differ only in the case of letters have the same.
    ///
    /// FNV-1a of 32 bits over the lower-cased nick's UTF-8, its four bytes folded into one by exclusive or.
    package static func number(of nick: String) -> UInt8 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in nick.lowercased().utf8 {
            hash = (hash ^ UInt32(byte)) &* 0x0100_0193
        }
        return UInt8(truncatingIfNeeded: hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24)
    }

    /// The ink of a nick.
    package static func ink(of nick: String) -> Style.Ink { .nick(number(of: nick)) }
}
