import ChatProtocol
import Foundation

/// The time of day, which may jump; everything that must not is measured with NIO's deadlines.
enum WallClock {
    static func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
