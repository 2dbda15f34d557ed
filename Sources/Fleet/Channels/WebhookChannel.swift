import Crypto
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Posts an alarm as JSON to a URL.
///
/// Headers: `Idempotency-Key`, the same in every try; `X-Tillbench-Timestamp`, seconds since 1970; and
/// `X-Tillbench-Signature`: `sha256=` and the hexadecimal digits of HMAC-SHA256 over the timestamp, a full stop and the body.
public struct WebhookChannel: AlarmChannel {
    /// Its name in the configuration.
    public let name: String
    private let url: URL
    private let secret: String
    private let patience: TimeInterval

    /// A webhook.
    ///
    /// - Parameters:
    ///   - secret: Both sides know it; it is never sent.
    ///   - patience: Seconds that an answer may take.
    public init(name: String, url: URL, secret: String, patience: TimeInterval = 10) {
        self.name = name
        self.url = url
        self.secret = secret
        self.patience = patience
    }

    /// The signature of a body.
    public static func signature(secret: String, timestamp: String, body: Data) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data((timestamp + ".").utf8) + body, using: key)
        return "sha256=" + code.map { String(format: "%02x", $0) }.joined()
    }

    /// Posts it; answers 200 to 299 take it, redirects are not followed and fail, 408, 425, 429 and 500 and above ask for another try.
    public func deliver(_ report: AlarmReport, key: String) throws(ChannelError) {
        let body: Data
        do { body = Data(try report.text.utf8) } catch { throw ChannelError("\(error)", mayPass: false) }
        let timestamp = "\(Int64(Date().timeIntervalSince1970))"
        var request = URLRequest(url: url, timeoutInterval: patience)
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("tillbench", forHTTPHeaderField: "User-Agent")
        request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
        request.setValue(timestamp, forHTTPHeaderField: "X-Tillbench-Timestamp")
        request.setValue(
            WebhookChannel.signature(secret: secret, timestamp: timestamp, body: body),
            forHTTPHeaderField: "X-Tillbench-Signature")
        let answer = Mutex<Result<Int, ChannelError>>(.failure(ChannelError("no answer in \(Int(patience)) s")))
        let done = DispatchSemaphore(value: 0)
        // A redirect is not followed: the signature is for this address alone.
        let session = URLSession(configuration: .ephemeral, delegate: NoRedirect(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: request) { _, response, error in
            answer.withLock {
                if let error {
                    $0 = .failure(ChannelError(error.localizedDescription))
                } else if let response = response as? HTTPURLResponse {
                    $0 = .success(response.statusCode)
                }
            }
            done.signal()
        }
        task.resume()
        if done.wait(timeout: .now() + patience + 1) == .timedOut { task.cancel() }
        let code = try answer.withLock { $0 }.get()
        switch code {
        case 200..<300: return
        case 408, 425, 429, 500...: throw ChannelError("the other side answered \(code)")
        default: throw ChannelError("the other side answered \(code)", mayPass: false)
        }
    }
}

private final class NoRedirect: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
}
