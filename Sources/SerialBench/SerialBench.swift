@main enum SerialBench { static func main() {} }
