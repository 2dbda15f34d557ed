import Testing

/// Tests that run whole programs and wait for them. One at a time: each holds a thread that other tests' tasks need.
@Suite("Service port", .serialized)
enum ServicePortTests {}
