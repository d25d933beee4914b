#if Gateway
import HTTPTypes

/// What clients call a route's method: the platform's words where it had any. In Python as they stand, in
/// JavaScript in camel case; the description of routes carries them as `x-client-method`.
enum ClientNames {
  private static let names = [
    "GET /health": "health_check",
    "GET /v1/auth/validate": "validate_key",
    "GET /v1/datasets": "list_datasets",
    "GET /v1/datasets/{name}": "get_dataset_info",
    "GET /v1/conversations": "get_conversations",
    "GET /v1/conversations/{id}": "get_conversation",
    "GET /v1/quality/metrics": "get_quality_metrics",
    "POST /v1/quality/validate": "validate_conversation_quality",
    "POST /v1/search": "search_conversations",
    "GET /v1/statistics/overview": "get_statistics_overview",
    "GET /v1/formats": "list_formats",
    "GET /v1/validators": "list_validators",
    "GET /v1/models": "list_models",
    "GET /v1/agreement": "get_agreement",
    "POST /v1/predict": "predict",
    "POST /v1/processing/submit": "submit_processing_job",
    "GET /v1/processing/jobs": "list_jobs",
    "GET /v1/processing/jobs/{id}": "get_job_status",
    "DELETE /v1/processing/jobs/{id}": "cancel_job",
    "POST /v1/export": "export_data",
    "GET /v1/exports/{id}": "download_export",
    "GET /v1/stream": "stream",
    "POST /v1/webhooks": "create_webhook",
    "GET /v1/webhooks": "list_webhooks",
    "DELETE /v1/webhooks/{id}": "delete_webhook",
  ]
  /// Routes for eyes and for programs that are no clients.
  private static let others: Set = [
    "GET /metrics", "GET /v1/openapi.json", "GET /docs", "GET /", "GET /page.css", "GET /page.js",
  ]

  /// Nil for a route that no client has a method for.
  static func name(of route: Route) -> String? {
    names["\(route.method.rawValue) \(route.pattern)"]
  }

  /// Whether a route is in neither list, or a list names one that is not there.
  static func unnamed(_ routes: [Route]) -> [String] {
    let all = Set(routes.map { "\($0.method.rawValue) \($0.pattern)" })
    return all.symmetricDifference(others.union(names.keys)).sorted()
  }
}
#endif
