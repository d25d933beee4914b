#if Gateway
import Engine
import Foundation
import Testing
import Workspace

@testable import Gateway

@Suite struct JobTests {
  private func settled(
    _ served: Served, _ id: String, _ key: String
  ) async throws -> [String: Any] {
    for _ in 0..<400 {
      let reply = try await served.ask("GET", "/v1/processing/jobs/\(id)", key: key)
      let status = reply.data["status"] as? String ?? ""
      if !["queued", "running"].contains(status) { return reply.data }
      try await Task.sleep(for: .milliseconds(25))
    }
    return [:]
  }

  @Test func `a job runs, keeps its result, and is its owner's`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read, .write])
    let other = try served.key([.read, .write])
    let admin = try served.key()
    let body =
      #"{"dataset_name":"talks","processing_type":"quality_validation","parameters":{}}"#
    let submitted = try await served.ask(
      "POST", "/v1/processing/submit", key: key, body: body, headers: ["Idempotency-Key: one"])
    #expect(submitted.status == 202)
    let id = try #require(submitted.data["job_id"] as? String)
    #expect(submitted.fields["location"] == "/v1/processing/jobs/\(id)")
    let again = try await served.ask(
      "POST", "/v1/processing/submit", key: key, body: body, headers: ["Idempotency-Key: one"])
    #expect(again.data["job_id"] as? String == id)
    let changed = try await served.ask(
      "POST", "/v1/processing/submit", key: key, body: #"{"processing_type":"analysis"}"#,
      headers: ["Idempotency-Key: one"])
    #expect(changed.status == 422)
    let done = try await settled(served, id, key)
    #expect(done["status"] as? String == "completed")
    let result = try #require(done["result"] as? [String: Any])
    #expect(result["conversations"] as? Int == 3)
    #expect(try await served.ask("GET", "/v1/processing/jobs/\(id)", key: other).status == 404)
    #expect(try await served.ask("GET", "/v1/processing/jobs/\(id)", key: admin).status == 200)
    #expect(try await served.ask("GET", "/v1/processing/jobs", key: other).list.isEmpty)
    let metrics = try await served.ask("GET", "/metrics", key: key)
    #expect(metrics.text.contains("pixelated_empathy_jobs{status=\"completed\"} 1"))
    #expect(
      metrics.text.contains(
        "pixelated_empathy_requests_total{method=\"GET\",endpoint=\"/v1/processing/jobs/{id}\""))
    #expect(!metrics.text.contains(id))
    await served.stop()
  }

  @Test func `an export is fetched whole or in part, by its id alone`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read, .export])
    let unknown = try await served.ask(
      "POST", "/v1/export", key: key, body: #"{"format":"jsonx"}"#)
    #expect(unknown.status == 400)
    let submitted = try await served.ask(
      "POST", "/v1/export", key: key, body: #"{"dataset":"talks","format":"jsonl"}"#)
    #expect(submitted.data["estimated_size"] is Int)
    let id = try #require(submitted.data["export_id"] as? String)
    _ = try await settled(served, id, key)
    let address = try #require(submitted.data["download_url"] as? String)
    let whole = try await served.ask("GET", address, key: key)
    #expect(whole.text.split(separator: "\n").count == 3)
    let part = try await served.ask("GET", address, key: key, headers: ["Range: bytes=5-14"])
    #expect(part.status == 206 && part.body == Array(whole.body[5..<15]))
    let tail = try await served.ask("GET", address, key: key, headers: ["Range: bytes=-4"])
    #expect(tail.body == Array(whole.body.suffix(4)))
    let beyond = try await served.ask("GET", address, key: key, headers: ["Range: bytes=999999-"])
    #expect(beyond.status == 416)
    let tag = try #require(whole.fields["etag"])
    let kept = try await served.ask("GET", address, key: key, headers: ["If-None-Match: \(tag)"])
    #expect(kept.status == 304)
    for id in ["..%2Fkeys.json", "000000000000000000000000", "x"] {
      #expect(try await served.ask("GET", "/v1/exports/\(id)", key: key).status == 404)
    }
    await served.stop()
  }

  @Test func `what was open when the gateway ended is taken up`() async throws {
    let first = try await Served.start()
    let key = try first.key()
    await first.stop(keeping: true)
    // As a gateway leaves it that was killed in the middle: one running, one waiting.
    let session = try Session(workspace: first.folder + "/w.sqlite")
    let ids = ["a", "b"].map { String(repeating: $0, count: 24) }
    let owner = key.split(separator: "_")[1]
    try await session.perform { run in
      for id in ids {
        let request = JobRequest.analysis(query: "", columns: [], field: nil)
        var job = JobRecord(
          id: id, owner: String(owner), kind: request.kind, request: request.json,
          idempotencyKey: "", submittedAt: 1)
        job = try run.workspace.add(job)
        guard id.hasPrefix("a") else { continue }
        job.status = .running
        try run.workspace.update(job)
      }
    }
    session.close()
    let served = try await Served.start(in: first.folder)
    for id in ids {
      #expect(try await settled(served, id, key)["status"] as? String == "completed")
    }
    await served.stop()
  }

  @Test func `a job that fails says why, and an unknown name is told at once`() async throws {
    let served = try await Served.start()
    let key = try served.key()
    let bodies = [
      #"{"processing_type":"training"}"#, #"{"processing_type":"analysis","parameters":{"x":1}}"#,
      #"{"processing_type":"quality_validation","parameters":{"validators":["warmth"]}}"#,
    ]
    for body in bodies {
      let reply = try await served.ask("POST", "/v1/processing/submit", key: key, body: body)
      #expect(reply.status == 400, "\(body): \(reply.text)")
    }
    let missing = try await served.ask(
      "POST", "/v1/processing/submit", key: key,
      body: #"{"processing_type":"analysis","dataset_name":"none"}"#)
    #expect(missing.status == 404)
    let submitted = try await served.ask(
      "POST", "/v1/processing/submit", key: key,
      body: #"{"processing_type":"analysis","parameters":{"columns":["tier"]}}"#)
    let id = try #require(submitted.data["job_id"] as? String)
    let job = try await settled(served, id, key)
    #expect(job["status"] as? String == "failed")
    #expect(job["error"] as? String == "tier holds text, not numbers")
    let cancelled = try await served.ask("DELETE", "/v1/processing/jobs/\(id)", key: key)
    #expect(cancelled.data["status"] as? String == "failed")
    await served.stop()
  }
}
#endif
