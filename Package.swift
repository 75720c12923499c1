// swift-tools-version: 6.2
import Glibc
import PackageDescription

/// Every target speaks Swift 6 with the same strictness.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Fuzzing wants a build of its own: `CHAT_FUZZ=1 swift build --product fuzz -c release --build-path .build-fuzz`.
let isFuzzing = Context.environment["CHAT_FUZZ"] != nil
let fuzzing: [SwiftSetting] =
    isFuzzing
    ? [
        .unsafeFlags([
            "-sanitize=fuzzer,address", "-parse-as-library", "-assert-config", "Debug", "-enable-testing",
        ])
    ] : []

/// A release stands alone, but for the C libraries of the system: the dynamic linker would take longer to bind Swift's own
/// libraries than all else that a start does.
let standingAlone: [SwiftSetting] = [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]
/// Of what a program so large does at its start, most is to bind itself to where it lies in memory and to offer its own
/// names to others: here the first is packed, where the C library reads that, and nobody wants the second. Eight MiB less
/// are read and stay in memory.
let linkedAlone: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-stdlib", "-use-ld=lld", "-Xlinker", "--no-export-dynamic"]
            + (packsRelocations ? ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"] : []),
        .when(configuration: .release))
]

/// Whether the C library reads packed relocations: glibc does from 2.36 on, and refuses the program before.
var packsRelocations: Bool {
    var text = [CChar](repeating: 0, count: 64)
    guard confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count) > 0 else { return false }
    let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let numbers = name.split(separator: " ").last?.split(separator: ".").compactMap { Int($0) } ?? []
    return numbers.count > 1 && (numbers[0], numbers[1]) >= (2, 36)
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
]
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: [Target.Dependency] = [
    .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "CryptoExtras", package: "swift-crypto"),
]
let x509: [Target.Dependency] = [
    .product(name: "X509", package: "swift-certificates"), .product(name: "SwiftASN1", package: "swift-asn1"),
]
let doors: [Target.Dependency] = [
    nioTLS, nioSSL, .product(name: "NIOWebSocket", package: "swift-nio"),
]
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

/// What the checks of Tests/Fuzz look at.
let checked: [Target.Dependency] = [
    "ChatProtocol", "ServerCore", "Server", "ClientCore", "chat", .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOEmbedded", package: "swift-nio"),
]

let package = Package(
    name: "chat",
    products: [.executable(name: "chat", targets: ["chat"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CNcurses", path: "Modules/CNcurses",
            providers: [.apt(["libncurses-dev"])]),

        .systemLibrary(name: "CIOUring", path: "Modules/CIOUring"),

        .target(name: "ChatProtocol", swiftSettings: strict + fuzzing),
        .target(name: "ServerCore", dependencies: ["ChatProtocol"], swiftSettings: strict + fuzzing),
        .target(name: "ServerStore", dependencies: ["ChatProtocol", "ServerCore", grdb], swiftSettings: strict),
        .target(
            name: "Server",
            dependencies: ["ChatProtocol", "ServerCore", "ServerStore", "CIOUring", logging, deque] + nio + crypto
                + doors + x509,
            swiftSettings: strict + fuzzing),
        .target(name: "ClientCore", dependencies: ["ChatProtocol"], swiftSettings: strict + fuzzing),
        .target(name: "ClientStore", dependencies: ["ChatProtocol", "ClientCore", grdb], swiftSettings: strict),
        .target(
            name: "Client",
            dependencies: ["ChatProtocol", "ClientCore", "ClientStore", "CNcurses", nioSSL, nioTLS] + nio + crypto
                + x509,
            swiftSettings: strict + fuzzing),
        .executableTarget(
            name: "chat",
            dependencies: [
                "ChatProtocol", "ClientCore", "ClientStore", "Client", "Server", "ServerCore", "ServerStore", arguments,
                logging,
                lifecycle, signals,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict + standingAlone, linkerSettings: linkedAlone),

        .testTarget(name: "ChatProtocolTests", dependencies: ["ChatProtocol", "Chance"], swiftSettings: strict),
        .testTarget(
            name: "ServerCoreTests", dependencies: ["ServerCore", "ChatProtocol", "Chance"], swiftSettings: strict),
        .testTarget(
            name: "ServerStoreTests", dependencies: ["ServerStore", "ServerCore", "ChatProtocol", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: ["Server", "ServerCore", "ServerStore", "ChatProtocol", "TerminalEmulator", logging] + nio
                + crypto + [nioSSL, .product(name: "NIOEmbedded", package: "swift-nio")],
            swiftSettings: strict),
        .testTarget(
            name: "ClientCoreTests", dependencies: ["ClientCore", "ChatProtocol", "Chance"],
            exclude: ["Viewing/Golden/Pictures"], swiftSettings: strict),
        .testTarget(
            name: "ClientStoreTests", dependencies: ["ClientStore", "ClientCore", "ChatProtocol", "Chance", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "ClientTests",
            dependencies: [
                "Client", "ClientCore", "ChatProtocol", "TerminalEmulator", "Chance", "painterdemo", nioSSL,
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + crypto,
            swiftSettings: strict),
        .testTarget(
            name: "ConversationTests",
            dependencies: ["ClientCore", "ClientStore", "ServerCore", "ChatProtocol", "Chance"],
            swiftSettings: strict),
        .testTarget(
            name: "ChatTests",
            dependencies: ["chat", "ChatProtocol", "ClientCore", "ClientStore", "TerminalEmulator", "Chance"],
            swiftSettings: strict),

        // The corpora of the fuzzers, replayed. CHAT_FUZZ=1 makes the fuzzers of the same checks.
        .testTarget(
            name: "FuzzTests", dependencies: checked, path: "Tests/Fuzz", exclude: ["Corpora", "Fuzzer", "Words"],
            swiftSettings: strict),

        // A program that only draws, for the tests of the terminal.
        .executableTarget(
            name: "painterdemo", dependencies: ["Client", "ClientCore", "ChatProtocol"], path: "Tests/painterdemo",
            swiftSettings: strict),

        // What the tests of whole programs stand on: an emulated terminal, a pseudo-terminal, a client of lines.
        .target(name: "TerminalEmulator", path: "Tests/TerminalEmulator", swiftSettings: strict),
        .testTarget(
            name: "TerminalEmulatorTests", dependencies: ["TerminalEmulator", "Chance"], swiftSettings: strict),

        // Numbers for all tests that throw dice.
        .target(name: "Chance", path: "Tests/Chance", swiftSettings: strict),
    ]
)

if isFuzzing {
    // A program cannot be built into another one: of `chat`, the fuzzer has the settings, as a library of that name.
    package.products = [.executable(name: "fuzz", targets: ["Fuzz"])]
    package.targets.removeAll { $0.type == .test || $0.name == "chat" }
    package.targets += [
        .target(
            name: "chat", dependencies: ["ChatProtocol", "ClientCore", "Server", "ServerCore", "ServerStore"],
            sources: ["Configuration", "Version.swift"], swiftSettings: strict + fuzzing),
        .executableTarget(
            name: "Fuzz", dependencies: checked + ["Client", "TerminalEmulator", "CNcurses"], path: "Tests/Fuzz",
            exclude: ["Corpora", "Replay", "Words"],
            swiftSettings: strict + fuzzing,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
    ]
}

/// Benchmarks want a package of their own: `CHAT_BENCH=1 swift package --build-path .build-bench benchmark`.
if Context.environment["CHAT_BENCH"] != nil {
    // Without its traits, which count allocations with libraries that are fetched and built for nothing else.
    package.dependencies.append(.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
    let measured: [String: [Target.Dependency]] = [
        "ChatProtocol": ["ChatProtocol"],
        "ClientCore": ["ChatProtocol", "ClientCore"],
        "ServerCore": ["ChatProtocol", "ServerCore"],
        "ServerStore": ["ChatProtocol", "ServerCore", "ServerStore"],
    ]
    for (name, dependencies) in measured.sorted(by: { $0.key < $1.key }) {
        package.targets.append(
            .executableTarget(
                name: "\(name)Benchmarks",
                dependencies: dependencies + [.product(name: "Benchmark", package: "benchmark")],
                path: "Tests/Benchmarks/\(name)Benchmarks", swiftSettings: strict,
                plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
    }
}
