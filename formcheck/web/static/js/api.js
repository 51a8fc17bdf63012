// The server's answers as objects, and its refusals as one clear line.

/** What the server refused, or that it did not answer. */
export class ApiError extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

const SILENT = "The formcheck server does not answer. Is it still running? Start it with: formcheck serve";

function reason(body, status) {
  const detail = body?.detail ?? body?.error ?? body?.message ?? body;
  if (typeof detail === "string" && detail) return detail;
  if (Array.isArray(detail) && detail[0]?.msg) return detail[0].msg;
  if (detail?.what) return [detail.what, detail.cause, detail.mend].filter(Boolean).join(". ");
  return `The server refused this (${status}).`;
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new ApiError(SILENT);
  }
  const text = await response.text();
  let body = null;
  try { body = text ? JSON.parse(text) : null; } catch { body = text; }
  if (!response.ok) throw new ApiError(reason(body, response.status), response.status);
  return body;
}

const json = (value) => ({ body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });
const query = (values) => {
  const kept = Object.entries(values).filter(([, v]) => v !== "" && v !== undefined && v !== null);
  return kept.length ? `?${new URLSearchParams(kept)}` : "";
};

let known = null;

export const api = {
  /** The exercises; asked for once. */
  exercises: () => (known ??= call("/api/exercises").catch((error) => { known = null; throw error; })),
  people: () => call("/api/people"),
  routines: () => call("/api/routines"),
  routinesDone: () => call("/api/routines/done"),
  status: () => call("/api/status"),
  jobs: () => call("/api/jobs"),
  job: (id) => call(`/api/jobs/${encodeURIComponent(id)}`),
  cancelJob: (id) => call(`/api/jobs/${encodeURIComponent(id)}`, { method: "DELETE" }),
  sessions: (filter = {}) => call(`/api/sessions${query(filter)}`),
  session: (id) => call(`/api/sessions/${encodeURIComponent(id)}`),
  landmarks: (id, rep) => call(`/api/sessions/${encodeURIComponent(id)}/landmarks${query({ rep })}`),
  keep: (id, keep) => call(`/api/sessions/${encodeURIComponent(id)}/keep`, { method: "POST", ...json({ keep }) }),
  remove: (id) => call(`/api/sessions/${encodeURIComponent(id)}`, { method: "DELETE" }),
  removeAll: () => call("/api/sessions", { method: "DELETE" }),
  trends: (filter) => call(`/api/trends${query(filter)}`),
  videoPath: (id) => `/api/sessions/${encodeURIComponent(id)}/video`,
  reportPath: (id) => `/api/sessions/${encodeURIComponent(id)}/report`,
  jsonPath: (id) => `/api/sessions/${encodeURIComponent(id)}`,
};

/** Sends one clip. Returns {done, cancel}: done resolves to the jobs; progress goes from 0 to 1. */
export function upload(file, { exercise, surface, footwear, person, keep, progress }) {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("exercise", exercise);
  form.append("surface", surface);
  form.append("footwear", footwear);
  form.append("person", person ?? "");
  form.append("keep", keep ? "1" : "0");
  form.append("files", file, file.name);
  const done = new Promise((resolve, reject) => {
    request.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
    request.onerror = () => reject(new ApiError(SILENT));
    request.onabort = () => reject(new ApiError("Cancelled"));
    request.onload = () => {
      let body = null;
      try { body = JSON.parse(request.responseText); } catch { body = request.responseText; }
      if (request.status >= 200 && request.status < 300) resolve(body.jobs);
      else reject(new ApiError(reason(body, request.status), request.status));
    };
  });
  request.open("POST", "/api/clips");
  request.send(form);
  return { done, cancel: () => request.abort() };
}
