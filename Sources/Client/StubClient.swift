package import ClientCore
package enum PlainClient { package static func run(_ s: ClientSettings) throws -> Int32 { 0 } }
package enum ScreenClient { package static func run(_ s: ClientSettings) throws -> Int32 { 0 } }
