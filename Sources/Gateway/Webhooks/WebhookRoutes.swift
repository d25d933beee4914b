#if Gateway
import Corpus
import Engine
import Formats
import Foundation
import HTTPTypes
import NIOPosix

extension RouteList {
  static let webhooks: [Route] = [
    Route(
      .post, "/v1/webhooks", .key(.write), "Be told when a job of this key ends",
      body: BodySchema(
        .init("url", #"{"type":"string","format":"uri"}"#, isRequired: true),
        .init(
          "events",
          #"{"type":"array","items":{"enum":["job.completed","job.failed","job.cancelled"]}}"#)),
      gives: "the webhook, with the secret that signs its notices, shown once", status: .created
    ) { call in
      guard let caller = call.caller else { throw Problem.noPath }
      let (url, events) = try call.readBody { body in
        (try body.string("url") ?? "", try body.strings("events") ?? Webhook.events)
      }
      if let odd = events.first(where: { !Webhook.events.contains($0) }) {
        throw Problem.invalid(
          "there is no event '\(Problem.shown(odd))'", "events",
          hint: "there are: \(Webhook.events.joined(separator: ", "))")
      }
      guard !events.isEmpty else { throw Problem.invalid("events names none", "events") }
      guard WebhookTarget.canSend else {
        throw Problem(
          .processing, .serviceUnavailable, "notices need libcurl, which is not on this machine")
      }
      let target = try WebhookTarget(url)
      let allowsPrivate = call.gateway.options.allowsPrivateWebhooks
      _ = try await NIOThreadPool.singleton.runIfActive {
        try target.pin(allowsPrivate: allowsPrivate)
      }
      let hook = Webhook(
        id: WebhookSender.newID(), owner: caller.id, url: url, events: events,
        secret: "whsec_" + WebhookSender.newID() + WebhookSender.newID(), createdAt: Date())
      try call.gateway.webhooks.add(hook)
      return .data("created", status: .created) { json in
        json.members(of: hook)
        json.member("secret", hook.secret)
      }
    },
    Route(
      .get, "/v1/webhooks", .key(.write), "The webhooks of this key",
      gives: "webhooks, without their secrets"
    ) { call in
      guard let caller = call.caller else { throw Problem.noPath }
      let hooks = call.gateway.webhooks.all(of: caller.isAdmin ? nil : caller.id)
      return .list("\(hooks.count) webhooks") { json in
        for hook in hooks { json.object { $0.members(of: hook) } }
      }
    },
    Route(
      .delete, "/v1/webhooks/{id}", .key(.write), "Be told no more", gives: "the id that is gone"
    ) { call in
      guard let caller = call.caller, let id = call.places["id"],
        try call.gateway.webhooks.remove(id, of: caller.isAdmin ? nil : caller.id)
      else { throw Problem.notFound("there is no such webhook") }
      return .data("deleted") { $0.member("id", id) }
    },
  ]
}

extension JSONWriter {
  fileprivate mutating func members(of hook: Webhook) {
    member("id", hook.id)
    member("url", hook.url)
    strings("events", hook.events)
    member("created_at", hook.createdAt.ISO8601Format())
  }
}
#endif
