// What libFuzzer calls. `scripts/fuzz` compiles this file with the targets in `Tests/FuzzTargets`; it is no target of the package,
// which cannot link the fuzzer's own `main`.
import Glibc

/// The target that the environment names.
private let target: FuzzTarget = {
    let name = getenv("TILLBENCH_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    if let target = FuzzTarget.all.first(where: { $0.name == name }) { return target }
    print("error: no fuzz target \(name); there are " + FuzzTarget.all.map(\.name).joined(separator: ", "))
    exit(2)
}()

/// Tries one input, and ends the program when something is not as promised.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: data, count: count))
    if let problem = target.problem(bytes) {
        print("\(target.name): \(problem)")
        fflush(nil)
        abort()
    }
    return 0
}
