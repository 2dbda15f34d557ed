/// The program inside the machine that `scripts/usb-bench` boots: checks `SerialDriver` on real drivers of the kernel,
/// and tells the host what it found. Of no use anywhere else.
@main
enum USBProbe {
    static func main() {
        let host = Host()
        let checks = Checks(host: host)
        let log: KernelLog
        do {
            log = try KernelLog()
        } catch {
            checks.report(.failed, "the kernel's log can be read", "\(error)")
            return
        }
        checks.section("USB adapter, driver ftdi_sio")
        AdapterChecks(checks: checks, host: host).run()
        TransferChecks(checks: checks, host: host).run()
        AdapterLineChecks(checks: checks, host: host).run()
        checks.section("USB adapter, unplugged and plugged in again")
        UnplugChecks(checks: checks, cable: .adapter(host), log: log).run()
        SteadyChecks(checks: checks, host: host).run()
        checks.section("USB device of the class CDC ACM, driver cdc_acm")
        if GadgetChecks.isThere() {
            GadgetChecks(checks: checks).run()
            UnplugChecks(checks: checks, cable: .gadget(), log: log).run()
        } else {
            checks.report(
                .unsupported, "the driver cdc_acm is tried", "no \(GadgetChecks.node): no dummy_hcd, no g_serial")
        }
        checks.section("16550 at \(UARTChecks.node), driver 8250")
        UARTChecks(checks: checks, host: host).run()
        PacedLineChecks(checks: checks, host: host).run()
    }
}
