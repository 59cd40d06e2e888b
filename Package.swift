// swift-tools-version:6.2
import PackageDescription

/// Swift sources whose loops must be fast in every configuration, so that a debug build stays usable on real tables.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A copy of the hot kernels for one instruction set: KernelsBase holds the sources, the others link to them.
/// `-Xcc -m…` reaches the code generation of Swift; unchecked also in debug builds, where the kernels must stay fast.
func kernels(_ name: String, define: String, _ machine: [String] = []) -> Target {
  let flags = machine.flatMap { ["-Xcc", $0] } + ["-Ounchecked"]
  return .target(name: name, dependencies: ["CByteScan"], swiftSettings: [.define(define), .unsafeFlags(flags)])
}

#if arch(x86_64)
let kernelVariants = [
  kernels("KernelsBase", define: "ISA_BASE"),
  kernels("KernelsAVX2", define: "ISA_AVX2", ["-march=haswell"]),
  kernels("KernelsAVX512", define: "ISA_AVX512", ["-march=skylake-avx512", "-mprefer-vector-width=512"]),
]
#else
let kernelVariants = [kernels("KernelsBase", define: "ISA_BASE")]
#endif

/// RE2 lies where the compiler looks on Linux; Homebrew's place is told by pkg-config.
#if os(macOS)
let re2 = Target.systemLibrary(name: "CRE2", pkgConfig: "re2", providers: [.brew(["re2"])])
let cmark = Target.systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.brew(["cmark"])])
let cxxLibrary = "c++"
#else
let re2 = Target.systemLibrary(name: "CRE2", providers: [.apt(["libre2-dev"])])
let cmark = Target.systemLibrary(name: "CCMark", providers: [.apt(["libcmark-dev"])])
let cxxLibrary = "stdc++"
#endif

let package = Package(
  name: "carnet",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "carnet", targets: ["carnet"]),
    .executable(name: "generate-home-credit", targets: ["generate-home-credit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: kernelVariants + [
    // Level 0
    .target(name: "Diagnostics", dependencies: ["Forms"]),
    .target(name: "CByteScan"),
    .target(name: "Files", dependencies: ["CPlatform"]),
    .target(name: "Forms", swiftSettings: optimised),
    .target(name: "CCPU"),
    .target(name: "CPlatform"),
    .target(
      name: "Kernels",
      dependencies: ["CByteScan", "CCPU", "CPlatform"] + kernelVariants.map { .target(name: $0.name) },
      swiftSettings: optimised),
    re2,
    .target(
      name: "CPattern", dependencies: ["CRE2"],
      linkerSettings: [.linkedLibrary("re2"), .linkedLibrary(cxxLibrary)]),
    .target(name: "Patterns", dependencies: ["CPattern"]),
    cmark,
    .target(name: "CMarkdown", dependencies: ["CCMark"], linkerSettings: [.linkedLibrary("cmark")]),
    .target(name: "Markdown", dependencies: ["CMarkdown"]),
    // Level 1
    .target(name: "Columns", dependencies: ["Kernels"], swiftSettings: optimised),
    .target(name: "Syntax", dependencies: ["Diagnostics"]),
    // Level 2
    .target(name: "CArrow", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd")]),
    .target(
      name: "CWorkbook",
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "TableIO", dependencies: ["Columns", "Kernels", "Diagnostics", "Files", "CArrow", "CInflate", "CWorkbook"],
      swiftSettings: optimised),
    .target(name: "Neighbours", dependencies: ["Columns", "Kernels"], swiftSettings: optimised),
    .target(name: "Relational", dependencies: ["Columns", "Kernels"], swiftSettings: optimised),
    .target(name: "Statistics", dependencies: ["Columns", "Kernels"], swiftSettings: optimised),
    .target(name: "CLightGBM", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CXGBoost", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "Learning",
      dependencies: ["Columns", "Kernels", "Statistics", "CLightGBM", "CXGBoost", "Files", "Forms"],
      swiftSettings: optimised, plugins: ["CatalogPlugin"]),
    .target(name: "Charts", swiftSettings: optimised),
    .target(name: "SampleData", dependencies: ["Kernels"], swiftSettings: optimised),
    // Level 3
    .target(
      name: "Language",
      dependencies: ["Syntax", "Columns", "Diagnostics", "Kernels", "Patterns", "Relational", "Forms"],
      swiftSettings: optimised),

    // Level 4
    .executableTarget(name: "list-types"),
    .plugin(
      name: "CatalogPlugin", capability: .buildTool(), dependencies: ["list-types"], path: "Sources/CatalogPlugin"),
    .target(
      name: "Verbs",
      dependencies: [
        "Language", "Syntax", "Columns", "Diagnostics", "Kernels", "TableIO", "Neighbours", "Statistics", "Learning",
        "Charts", "Relational", "Files", "Forms",
      ], swiftSettings: optimised, plugins: ["CatalogPlugin"]),
    .target(
      name: "Session",
      dependencies: ["Language", "Syntax", "Columns", "Diagnostics", "Kernels", "Files", "Forms"],
      swiftSettings: optimised),

    // Level 5
    .target(
      name: "Workbench",
      dependencies: [
        "Session", "Language", "Syntax", "Columns", "Diagnostics", "Kernels", "Files", "Forms", "Markdown",
        "Relational",
      ],
      plugins: ["CatalogPlugin"]),

    .target(
      name: "Serving",
      dependencies: [
        "Verbs", "Language", "Columns", "Diagnostics", "Kernels", "Files", "Forms",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: optimised),

    // Level 6
    .target(
      name: "Web",
      dependencies: [
        "Serving", .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .target(
      name: "Jupyter",
      dependencies: [
        "Workbench", "Language", "Diagnostics", "Kernels", "Files", "Forms",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(
      name: "Tracking",
      dependencies: [
        "Workbench", "Session", "Verbs", "Language", "Syntax", "Columns", "Diagnostics", "Kernels", "Files", "Forms",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"]), .brew(["readline"])]),
    .target(name: "CTerminal", dependencies: ["CReadline"], linkerSettings: [.linkedLibrary("readline")]),
    .target(name: "Terminal", dependencies: ["Workbench", "Diagnostics", "Kernels", "Files", "CTerminal"]),

    .executableTarget(name: "generate-home-credit", dependencies: ["SampleData", "Kernels"]),
    .executableTarget(
      name: "carnet",
      dependencies: [
        "Verbs", "Session", "Workbench", "Terminal", "Jupyter", "Tracking", "Serving", "Web", "Language", "Syntax",
        "Columns", "Diagnostics", "Kernels", "Files", "Forms",
      ],
      exclude: ["carnet.1"]),

    .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport"),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "TestSupport"]),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns"]),
    .testTarget(name: "ColumnsTests", dependencies: ["Columns", "TestSupport"]),
    .testTarget(name: "SyntaxTests", dependencies: ["Syntax", "TestSupport"]),
    .testTarget(name: "TableIOTests", dependencies: ["TableIO", "Columns", "Kernels", "TestSupport"]),
    .testTarget(name: "NeighboursTests", dependencies: ["Neighbours", "Kernels", "TestSupport"]),
    .testTarget(name: "RelationalTests", dependencies: ["Relational", "Columns", "Kernels", "TestSupport"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "Kernels", "Columns", "TestSupport"]),
    .testTarget(name: "FormsTests", dependencies: ["Forms", "TestSupport"]),
    .testTarget(
      name: "LearningTests",
      dependencies: ["Learning", "CLightGBM", "Statistics", "Kernels", "Columns", "Forms", "TestSupport"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "TestSupport"]),
    .testTarget(
      name: "LanguageTests", dependencies: ["Language", "SampleVerbs", "Columns", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "Workbench", "Session", "SampleVerbs", "Language", "Columns", "Diagnostics", "Files", "Forms", "Kernels",
        "TestSupport",
      ]),
    .testTarget(
      name: "JupyterTests",
      dependencies: [
        "Jupyter", "Workbench", "Session", "Verbs", "Files", "Forms", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
      ]),
    .testTarget(
      name: "TrackingTests",
      dependencies: [
        "Tracking", "Workbench", "Session", "Verbs", "Language", "Columns", "Kernels", "Files", "Forms", "TestSupport",
      ]),
    .testTarget(
      name: "ServingTests",
      dependencies: [
        "Serving", "Web", "Verbs", "Session", "Language", "Columns", "Diagnostics", "Kernels", "Files", "Forms",
        "TestSupport",
      ]),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Terminal", "Workbench", "Session", "SampleVerbs", "Diagnostics", "TestSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .target(
      name: "SampleVerbs", dependencies: ["Language", "Columns", "Diagnostics", "Files", "Kernels"],
      path: "Tests/SampleVerbs"),
    .executableTarget(
      name: "session-worker", dependencies: ["Session", "SampleVerbs", "Kernels", "Files"],
      path: "Tests/SessionWorker"),
    .testTarget(
      name: "SessionTests",
      dependencies: [
        "session-worker", "Session", "SampleVerbs", "Language", "Columns", "Diagnostics", "Kernels", "Files",
        "TestSupport",
      ]),
    .testTarget(name: "SampleDataTests", dependencies: ["SampleData", "Kernels", "TestSupport"]),
    .testTarget(
      name: "VerbTests",
      dependencies: [
        "Verbs", "Workbench", "Session", "Language", "Syntax", "Columns", "Diagnostics", "Forms", "Kernels", "TableIO",
        "Learning", "TestSupport",
      ]),
    .target(
      name: "Oracle",
      dependencies: [
        "Terminal", "Workbench", "Session", "Verbs", "Language", "Learning", "Syntax", "Columns", "Diagnostics",
        "Kernels", "TestSupport",
      ], path: "Tests/Oracle"),
    .executableTarget(name: "trial-worker", dependencies: ["Oracle"], path: "Tests/TrialWorker"),
    .testTarget(name: "OracleTests", dependencies: [
        "trial-worker", "Oracle", "Verbs", "Language", "Syntax", "Columns", "Diagnostics", "Kernels", "TestSupport",
      ]),
    .target(
      name: "CPseudoTerminal", path: "Tests/CPseudoTerminal",
      linkerSettings: [.linkedLibrary("util", .when(platforms: [.linux]))]),
    .testTarget(name: "AcceptanceTests", dependencies: ["CPseudoTerminal", "TestSupport"]),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["Verbs", "Session", "Language", "Syntax", "TestSupport"]),
  ],
  cxxLanguageStandard: .cxx17
)
