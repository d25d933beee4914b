import Corpus
import Formats
private import Foundation
package import Outcomes
import Validation

/// Has a gateway export conversations, and fetches the file.
package struct DownloadData: Operation {
  package var gateway: GatewayAddress
  /// All datasets when nil.
  package var dataset: String?
  package var format: String
  package var tier: String?
  package var leastQuality: Double?
  package var query: String?
  package var output: String
  package var overwrites: Bool

  package init(
    gateway: GatewayAddress, dataset: String?, format: String, tier: String? = nil,
    leastQuality: Double? = nil, query: String? = nil, output: String, overwrites: Bool = false
  ) {
    self.gateway = gateway
    self.dataset = dataset
    self.format = format
    self.tier = tier
    self.leastQuality = leastQuality
    self.query = query
    self.output = output
    self.overwrites = overwrites
  }

  package struct Result: Sendable {
    package let conversations: Int
    package let messages: Int
    package let artifact: Artifact
  }

  private struct State {
    let id: String
    let status: String
    let progress: Double
    let error: String
    let conversations: Int
    let messages: Int
    let digest: String

    init(_ data: JSONValue) {
      let result = data["result"]
      id = data["job_id"]?.text?.string ?? ""
      status = data["status"]?.text?.string ?? ""
      progress = data["progress"]?.number ?? 0
      error = data["error"]?.text?.string ?? ""
      conversations = result?["conversations"]?.integer ?? 0
      messages = result?["messages"]?.integer ?? 0
      digest = result?["sha256"]?.text?.string ?? ""
    }
  }

  /// Throws ``GatewayFault`` and ``FileFault``; a file that was not fetched whole is not left.
  package func run(in run: Run) throws -> Result {
    // Before the gateway works it is clear that the file can be written.
    let file = try OutputFile(
      output, isCancelled: { run.cancellation.isRaised }, ownedWhen: { _ in overwrites })
    let key = String(UInt64.random(in: 0 ... .max), radix: 36)
    var state = try gateway.ask(
      "POST", "/v1/export", body: request, headers: ["Idempotency-Key: pe-\(key)"]
    ) { State($0) }
    var pause: UInt32 = 50_000
    while state.status == "queued" || state.status == "running" {
      try run.cancellation.check()
      run.reportProgress(
        Progress(
          label: "export", done: Int(state.progress * 1000), total: 1000, unit: .conversations))
      usleep(pause)
      pause = min(pause * 3 / 2, 1_000_000)
      state = try gateway.ask("GET", "/v1/processing/jobs/\(state.id)") { State($0) }
    }
    guard state.status == "completed" else {
      throw GatewayFault.jobFailed(id: state.id, reason: state.error)
    }
    try gateway.fetch("/v1/exports/\(state.id)") { bytes in
      try run.cancellation.check()
      try file.write(bytes)
    }
    let artifact = try file.finish(rows: state.conversations)
    guard state.digest.isEmpty || artifact.sha256 == state.digest else {
      try? FileManager.default.removeItem(atPath: artifact.path)
      throw GatewayFault.cut(gateway.url)
    }
    return Result(
      conversations: state.conversations, messages: state.messages, artifact: artifact)
  }

  private var request: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let dataset { json.member("dataset", dataset) }
      json.member("format", format)
      if let tier { json.member(Overall.tierLabel, tier) }
      if let leastQuality { json.member("min_quality", leastQuality) }
      if let query { json.member("query", query) }
    }
    return json.bytes
  }
}
