// swift-tools-version: 6.2
import PackageDescription

/// Every target of this package: a warning stops the build, imports say what they expose.
let house: [SwiftSetting] = [
    .treatAllWarnings(as: .error)
]

/// Pure Swift, built for Embedded Swift as well (`scripts/check-embedded`): no dependencies, no Foundation.
let firmware: [Target] = [
    .target(name: "ISO8583", swiftSettings: house),
    .target(name: "SerialLink", swiftSettings: house),
    .target(name: "FlashStore", swiftSettings: house),
    .target(name: "SMP", swiftSettings: house),
    .target(name: "Settlement", dependencies: ["FlashStore"], swiftSettings: house),
    .target(name: "Bootloader", dependencies: ["FlashStore"], swiftSettings: house),
    .target(
        name: "TerminalManagement", dependencies: ["SMP", "FlashStore", "Settlement", "Bootloader"],
        swiftSettings: house),
    .target(
        name: "TerminalFirmware", dependencies: ["ISO8583", "SerialLink", "FlashStore", "Settlement"],
        swiftSettings: house),
]

/// C libraries of the system.
let system: [Target] = [
    .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
]

/// The parts of the bench that do I/O on the workstation.
let bench: [Target] = [
    .target(name: "BenchSupport", swiftSettings: house),
    .target(name: "Capture", swiftSettings: house),
    .target(name: "BatchDoctor", dependencies: ["Settlement"], swiftSettings: house),
    .target(
        name: "BatchEvidence",
        dependencies: [
            "BatchDoctor", "TerminalFirmware", "Settlement", "FlashStore", "ISO8583", "SerialLink", "Capture",
            "AcquirerHost",
        ],
        swiftSettings: house),
    .target(
        name: "LogAudit",
        dependencies: [
            "BenchSupport", "BatchDoctor", "ISO8583", "Settlement", "AcquirerHost",
            .product(name: "Crypto", package: "swift-crypto"),
        ],
        swiftSettings: house),
    .target(name: "PaymentCrypto", dependencies: ["COpenSSL"], swiftSettings: house),
    .target(
        name: "MessageTool",
        dependencies: ["ISO8583", "SerialLink", "Capture", .product(name: "Yams", package: "Yams")],
        swiftSettings: house),
    .target(name: "CTermios"),
    .target(name: "SerialDriver", dependencies: ["CTermios", "CUdev"], swiftSettings: house),
    .target(
        name: "DialectFiles",
        dependencies: [
            "BenchSupport", "ISO8583",
            .product(name: "Yams", package: "Yams"),
        ],
        swiftSettings: house),
    .target(
        name: "VirtualTerminal",
        dependencies: [
            "BenchSupport", "TerminalFirmware", "TerminalManagement", "Bootloader", "PaymentCrypto", "SerialDriver",
            "CTermios", "Capture",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Yams", package: "Yams"),
        ],
        swiftSettings: house),
    .target(
        name: "AcquirerHost",
        dependencies: [
            "ISO8583", "Settlement", "PaymentCrypto", "Capture",
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "Yams", package: "Yams"),
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: house),
    .target(name: "VirtualLine", dependencies: ["BenchSupport", "SerialDriver"], swiftSettings: house),
    .target(name: "PortCheck", dependencies: ["BenchSupport", "SerialDriver"], swiftSettings: house),
    .target(
        name: "TerminalService",
        dependencies: [
            "BenchSupport", "ISO8583", "SerialLink", "SerialDriver", "Capture", "SMP", "FlashStore", "Bootloader",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Yams", package: "Yams"),
        ],
        swiftSettings: house),
    .target(
        name: "Scenario",
        dependencies: [
            "BenchSupport", "VirtualTerminal", "AcquirerHost", "TerminalService", "Settlement", "SerialDriver",
            "SerialLink",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "Yams", package: "Yams"),
        ],
        exclude: ["Library"],
        swiftSettings: house),
    .target(
        name: "Simulation",
        dependencies: [
            "BenchSupport", "TerminalFirmware", "SerialLink", "AcquirerHost", "Settlement", "FlashStore",
            "PaymentCrypto", "ISO8583",
            .product(name: "Yams", package: "Yams"),
        ],
        // Debug builds watch each access to a world's properties; in a long run that is a fourteenth of the time.
        swiftSettings: house + [
            .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
        ]),
    .target(name: "Procedure", dependencies: ["TerminalFirmware", "Settlement", "ISO8583"], swiftSettings: house),
    .target(name: "CloseWatch", dependencies: ["ISO8583", "Settlement"], swiftSettings: house),
    .target(
        name: "Fleet",
        dependencies: [
            "BenchSupport", "CloseWatch", "ISO8583", "Settlement", "AcquirerHost", "TerminalService", "SMP",
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "Yams", package: "Yams"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Metrics", package: "swift-metrics"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ],
        swiftSettings: house),
    .executableTarget(
        name: "tillbench",
        dependencies: [
            "BenchSupport", "Scenario", "Simulation", "MessageTool", "DialectFiles", "ISO8583", "VirtualLine",
            "PortCheck", "Procedure", "BatchDoctor", "BatchEvidence", "LogAudit", "CloseWatch", "Fleet",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: house),
]

/// What measures the bench itself; `scripts/bench` runs it.
let measures: [Target] = [
    .target(name: "CCodecFloor"),
    .executableTarget(
        name: "CodecBench", dependencies: ["ISO8583", "CCodecFloor"], exclude: ["Peers", "instructions.tsv"],
        swiftSettings: house),
    .target(name: "CSerialFloor"),
    .executableTarget(
        name: "SerialBench", dependencies: ["SerialDriver", "VirtualLine", "CSerialFloor"], exclude: ["Peers"],
        swiftSettings: house),
    .executableTarget(
        name: "SimulationBench", dependencies: ["Simulation", "AcquirerHost", "ISO8583", "PaymentCrypto"],
        exclude: ["Peers"],
        swiftSettings: house),
    .executableTarget(
        name: "FlashBench", dependencies: ["TerminalService", "VirtualTerminal"], exclude: ["Peers"],
        swiftSettings: house),
    .executableTarget(
        name: "WatchBench", dependencies: ["CloseWatch", "Fleet", "Settlement", "BenchSupport"], exclude: ["Peers"],
        swiftSettings: house),
    // Terminals and hosts that are driven into what the doctor and the audit must find.
    .target(
        name: "StuckShops",
        dependencies: [
            "BenchSupport", "BatchDoctor", "BatchEvidence", "Simulation", "AcquirerHost", "TerminalFirmware",
            "FlashStore", "Settlement",
        ], swiftSettings: house),
    .executableTarget(
        name: "DoctorBench", dependencies: ["StuckShops", "BatchDoctor", "Settlement", "BenchSupport"],
        swiftSettings: house),
    // Runs inside the machine that `scripts/usb-bench` boots.
    .executableTarget(name: "USBProbe", dependencies: ["SerialDriver"], swiftSettings: house),
]

/// One test target for each module, in the folder `Tests/<Module>Tests`.
let tests: [Target] = [
    "ISO8583", "SerialLink", "FlashStore", "Settlement", "TerminalFirmware", "PaymentCrypto", "SerialDriver",
    "VirtualLine", "PortCheck", "VirtualTerminal", "AcquirerHost", "TerminalService", "Scenario", "MessageTool",
    "Capture", "DialectFiles", "Simulation", "Procedure", "Bootloader",
    "BatchDoctor", "SMP", "TerminalManagement", "LogAudit", "CloseWatch", "Fleet",
].map { module in
    // Tests of what people type run the program itself.
    let program: [Target.Dependency] =
        [
            "Scenario", "MessageTool", "VirtualLine", "PortCheck", "TerminalService", "Simulation", "Procedure",
            "LogAudit", "Fleet", "BatchDoctor",
        ].contains(
            module)
        ? ["tillbench"] : []
    // A MAC is tried on messages, the codec on what must hold for any bytes.
    let others: [String: [Target.Dependency]] = [
        "LogAudit": [
            "StuckShops", "TestSupport", "AcquirerHost", "BatchDoctor", "Settlement", "Simulation", "FlashStore",
        ],
        "BatchDoctor": [
            "StuckShops", "BatchEvidence", "Simulation", "AcquirerHost", "TerminalFirmware", "FlashStore",
            "Settlement", "TestSupport", "VirtualTerminal", "SerialDriver",
        ],
        "PaymentCrypto": ["TestSupport", "ISO8583"], "ISO8583": ["TestSupport", "FuzzTargets"],
        "AcquirerHost": ["TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
        "MessageTool": ["TestSupport"], "Capture": ["TestSupport"], "DialectFiles": ["TestSupport"],
        "SerialLink": ["TestSupport"],
        "TerminalService": ["TestSupport", "VirtualTerminal", "SMP", "Bootloader", "Settlement", "FlashStore"],
        "SerialDriver": ["VirtualLine"],
        "PortCheck": ["VirtualLine"], "FlashStore": ["TestSupport"], "Settlement": ["TestSupport"],
        "CloseWatch": ["TestSupport"],
        // What a simulated day is written as is read again.
        "Simulation": ["Scenario", "VirtualTerminal"],
        "Fleet": [
            "TestSupport", "CloseWatch", "AcquirerHost", "VirtualTerminal", "TerminalService", "SerialDriver", "SMP",
            "Settlement", "FlashStore",
            .product(name: "Metrics", package: "swift-metrics"),
            .product(name: "GRDB", package: "GRDB.swift"),
        ],
        // The cards for staff are played on the firmware.
        "TerminalFirmware": ["Procedure"],
        "SMP": ["TestSupport", "FuzzTargets"],
        "TerminalManagement": ["TestSupport", "VirtualTerminal"],
        // The virtual terminal's hashes and signatures.
        "Bootloader": ["TestSupport", "VirtualTerminal"],
    ]
    // What tests read by its path: data, and programs of independent peers that they run with Python.
    let files: [String: [String]] = [
        "ISO8583": ["Peers"],
        "PaymentCrypto": ["Peers"], "DialectFiles": ["Fixtures"], "TerminalService": ["Devices", "Peers"],
        "VirtualLine": ["Peers"], "Bootloader": ["Peers"], "Simulation": ["regression-seeds.txt"],
        "SMP": ["Peers", "Fixtures"], "TerminalManagement": ["Peers"], "Fleet": ["Peers"],
    ]
    return .testTarget(
        name: module + "Tests", dependencies: [.byName(name: module)] + program + (others[module] ?? []),
        exclude: files[module] ?? [],
        swiftSettings: house)
}

/// What several test targets need: numbers by chance with a seed, vectors and frames.
let support: [Target] = [
    .target(
        name: "TestSupport", dependencies: ["BenchSupport", "ISO8583"], path: "Tests/TestSupport",
        exclude: ["Fixtures"],
        swiftSettings: house)
]

/// What must hold for any bytes: for `scripts/fuzz`, and for the tests, which also try what fuzzing kept.
let fuzz: [Target] = [
    .target(
        name: "FuzzTargets", dependencies: ["ISO8583", "Capture", "DialectFiles", "Bootloader", "SMP"],
        path: "Tests/FuzzTargets",
        swiftSettings: house),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], exclude: ["Corpus"], swiftSettings: house),
]

let package = Package(
    name: "tillbench",
    products: [
        .executable(name: "tillbench", targets: ["tillbench"]),
        .library(name: "ISO8583", targets: ["ISO8583"]),
        .library(name: "SerialLink", targets: ["SerialLink"]),
        .library(name: "SerialDriver", targets: ["SerialDriver"]),
        .library(name: "VirtualLine", targets: ["VirtualLine"]),
        .library(name: "Capture", targets: ["Capture"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.7.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: firmware + system + bench + measures + support + tests + fuzz,
    swiftLanguageModes: [.v6]
)
