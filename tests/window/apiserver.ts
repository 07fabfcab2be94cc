/**
 * A made-up cluster: a server on this machine that answers as an API server
 * does, as far as a test run asks, with a kubeconfig that names it. Jobs end
 * when the test says so. It needs no container and no permission.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./place";

type Json = Record<string, unknown>;

interface Stored {
  job: Json & { metadata: Json; status: Json };
  pod: Json & { metadata: Json; status: Json };
  log: string[];
  listeners: Set<ServerResponse>;
  ended: boolean;
}

export interface Cluster {
  /** The file with its kube contexts: `made-up` and `made-up-prod`. */
  kubeconfig: string;
  /** Requests so far, as `GET /path?query`. */
  asked: string[];
  /** Answers every question about CronJobs with a refusal from now on. */
  refuse: (message: string) => void;
  /** Puts a CronJob there that nobody here has made. */
  keep: (cron: Json & { metadata: Json }) => void;
  /** Jobs that are there now. */
  jobs: () => string[];
  /** Writes lines to the log of the only Job that is there. */
  say: (...lines: string[]) => void;
  /** Writes lines as fast as they are taken, until it is called again. */
  flood: (perSecond: number) => () => number;
  /** Ends the only Job that is there. */
  end: (succeeded?: boolean) => void;
  /** Puts a quota there that is used up. */
  fill: (quota: string, resource: string) => void;
  /** Signs in by a program that the kubeconfig names, and by nothing else. */
  signInBy: (command: string, token: string) => Promise<void>;
  /** Puts Orca's Deployment there, with a profile in a Secret that it mounts. */
  deploy: (profile: string) => void;
}

export async function startCluster(): Promise<Cluster> {
  const made = new MadeUp();
  const server = createServer((request, response) => void made.answer(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const kubeconfig = join(await temporaryFolder(), "config");
  const context = (name: string) => ({ name, context: { cluster: name, user: "me" } });
  const cluster = (name: string) => ({ name, cluster: { server: `http://127.0.0.1:${port}` } });
  const names = ["made-up", "made-up-prod"];
  const config = {
    ...{ apiVersion: "v1", kind: "Config", "current-context": "made-up-prod" },
    clusters: names.map(cluster),
    users: [{ name: "me", user: { token: "made-up" } }],
    contexts: names.map(context),
  };
  await writeFile(kubeconfig, JSON.stringify(config));
  return {
    kubeconfig,
    asked: made.asked,
    refuse: (message) => (made.refused = message),
    keep: (cron) => made.crons.push(cron),
    jobs: () => [...made.stored.keys()],
    say: (...lines) => made.say(lines),
    flood: (perSecond) => made.flood(perSecond),
    end: (succeeded = true) => made.end(succeeded),
    fill: (quota, resource) => made.fill(quota, resource),
    signInBy: (command, token) => {
      made.token = token;
      const exec = { apiVersion: "client.authentication.k8s.io/v1", command };
      const users = [{ name: "me", user: { exec: { ...exec, interactiveMode: "Never" } } }];
      return writeFile(kubeconfig, JSON.stringify({ ...config, users }));
    },
    deploy: (profile) => made.deploy(profile),
  };
}

class MadeUp {
  asked: string[] = [];
  refused = "";
  token = "made-up";
  crons: (Json & { metadata: Json })[] = [];
  stored = new Map<string, Stored>();
  #watches = new Set<{ resource: string; response: ServerResponse }>();
  #version = 100;
  #deployed: Record<string, Json & { metadata: Json }> = {};

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://here");
    const method = request.method ?? "GET";
    this.asked.push(`${method} ${request.url ?? ""}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = (text ? JSON.parse(text) : {}) as Json;
    const parts = url.pathname.split("/").filter(Boolean);
    const send = (status: number, json: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(json));
    };
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return send(401, { kind: "Status", status: "Failure", code: 401, message: "Unauthorized" });
    }
    if (url.pathname === "/version") return send(200, { gitVersion: "v1.34.4" });
    if (url.pathname === "/api/v1/namespaces") {
      return send(200, { items: [{ metadata: { name: "data" } }] });
    }
    if (url.pathname.endsWith("selfsubjectaccessreviews")) {
      return send(201, { ...body, status: { allowed: true } });
    }
    const at = parts.indexOf("namespaces");
    const [resource = "", name, sub] = parts.slice(at + 2);
    if (resource === "cronjobs" && this.refused !== "") {
      const refusal = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure" };
      return send(403, { ...refusal, code: 403, reason: "Forbidden", message: this.refused });
    }
    if (sub === "log") return this.#log(url, name ?? "", response);
    if (method === "POST" && resource === "jobs") {
      if (url.searchParams.has("dryRun")) return send(201, { ...body, suspended: false });
      return send(201, this.#create(body).job);
    }
    if (method === "DELETE") {
      this.#remove(resource, name ?? "");
      return send(200, { kind: "Status", status: "Success" });
    }
    if (url.searchParams.get("watch")) return this.#watch(resource, response);
    if (name !== undefined) {
      const found = this.#of(resource).find(({ metadata }) => metadata.name === name);
      if (found) return send(200, found);
      // Accounts and the like are there, Jobs only when they were made.
      const made = ["jobs", "cronjobs", "pods", "deployments"].includes(resource);
      if (!made) return send(200, { metadata: { name } });
      return send(404, { kind: "Status", status: "Failure", code: 404, message: "not found" });
    }
    send(200, {
      ...{ kind: "List", apiVersion: "v1", items: this.#selected(resource, url) },
      metadata: { resourceVersion: String(this.#version) },
    });
  }

  #of(resource: string): (Json & { metadata: Json })[] {
    const deployed = this.#deployed[resource];
    if (deployed) return [deployed];
    const all = [...this.stored.values()];
    if (resource === "jobs") return all.map(({ job }) => job);
    if (resource === "cronjobs") return this.crons;
    return resource === "pods" ? all.map(({ pod }) => pod) : [];
  }

  #selected(resource: string, url: URL): Json[] {
    const wanted = (url.searchParams.get("labelSelector") ?? "").split(",").filter(Boolean);
    const field = url.searchParams.get("fieldSelector")?.replace("metadata.name=", "");
    return this.#of(resource).filter(({ metadata }) => {
      const labels = (metadata.labels ?? {}) as Record<string, string>;
      const fits = wanted.every((pair) => {
        const [key = "", value] = pair.split("=");
        return labels[key] === value;
      });
      return fits && (field === undefined || metadata.name === field);
    });
  }

  #create(body: Json): Stored {
    const given = body.metadata as Json;
    const number = ++this.#version;
    const name = String(given.name ?? `${String(given.generateName)}${number}`);
    const uid = `uid-${number}`;
    const spec = body.spec as { template: { metadata?: Json; spec: Json } };
    const labels = { ...(spec.template.metadata?.labels as Json), "job-name": name, uid };
    const creationTimestamp = new Date().toISOString().replace(/\.\d+Z/, "Z");
    const common = { creationTimestamp, namespace: given.namespace ?? "default" };
    const job = {
      ...{ ...body, apiVersion: "batch/v1", kind: "Job" },
      metadata: { ...given, ...common, name, uid, resourceVersion: String(number) },
      spec: { ...spec, selector: { matchLabels: { uid } } },
      status: { active: 1 },
    };
    const pod = {
      ...{ apiVersion: "v1", kind: "Pod", spec: { ...spec.template.spec, nodeName: "node-1" } },
      metadata: { ...common, name: `${name}-abcde`, uid: `pod-${uid}`, labels },
      status: podStatus(containerOf(spec.template.spec), {
        running: { startedAt: creationTimestamp },
      }),
    };
    const stored = { job, pod, log: [], listeners: new Set<ServerResponse>(), ended: false };
    this.stored.set(name, stored);
    this.#tell("jobs", "ADDED", job);
    this.#tell("pods", "ADDED", pod);
    return stored;
  }

  #remove(resource: string, name: string): void {
    for (const [job, stored] of this.stored) {
      if (resource === "jobs" ? job !== name : stored.pod.metadata.name !== name) continue;
      this.stored.delete(job);
      for (const listener of stored.listeners) listener.end();
      this.#tell("pods", "DELETED", stored.pod);
      this.#tell("jobs", "DELETED", stored.job);
    }
  }

  #watch(resource: string, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    const watch = { resource, response };
    this.#watches.add(watch);
    response.on("close", () => this.#watches.delete(watch));
  }

  #tell(resource: string, type: string, object: Json & { metadata: Json }): void {
    object.metadata.resourceVersion = String(++this.#version);
    for (const watch of this.#watches) {
      if (watch.resource === resource)
        watch.response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  #log(url: URL, pod: string, response: ServerResponse): void {
    const stored = [...this.stored.values()].find(({ pod: one }) => one.metadata.name === pod);
    if (!stored) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/plain" });
    response.flushHeaders();
    const stamps = url.searchParams.get("timestamps") === "true";
    const log = stored.log.join("");
    response.write(stamps ? log : log.replaceAll(/^\S+ /gm, ""));
    if (stored.ended || !url.searchParams.get("follow")) response.end();
    else stored.listeners.add(response);
    response.on("close", () => stored.listeners.delete(response));
  }

  #only(): Stored {
    const all = [...this.stored.values()];
    if (all.length !== 1 || !all[0]) throw new Error(`There are ${all.length} Jobs.`);
    return all[0];
  }

  say(lines: readonly string[]): void {
    const stored = this.#only();
    const text = lines.map((line) => `${stamp()} ${line}\n`).join("");
    stored.log.push(text);
    for (const listener of stored.listeners) listener.write(text);
  }

  flood(perSecond: number): () => number {
    const stored = this.#only();
    const began = Date.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.floor(((Date.now() - began) / 1000) * perSecond);
      // What is not taken yet is not piled up without end.
      const open = [...stored.listeners].every((one) => one.writableLength < 16_000_000);
      if (!open || due <= sent) return;
      const at = stamp();
      let text = "";
      for (; sent < due; sent++) text += `${at} line ${sent} of many, as a busy program writes\n`;
      for (const listener of stored.listeners) listener.write(text);
    }, 10);
    return () => {
      clearInterval(timer);
      return sent;
    };
  }

  fill(quota: string, resource: string): void {
    const status = { hard: { [resource]: "1" }, used: { [resource]: "1" } };
    this.#deployed.resourcequotas = { metadata: { name: quota }, spec: {}, status };
  }

  deploy(profile: string): void {
    const volumes = [{ name: "profiles", secret: { secretName: "orca-files" } }];
    const data = { "orca-local.yml": Buffer.from(profile).toString("base64") };
    this.#deployed = {
      ...this.#deployed,
      deployments: {
        metadata: { name: "spin-orca" },
        spec: { template: { spec: { volumes } } },
      },
      secrets: { metadata: { name: "orca-files" }, data },
    };
  }

  end(succeeded: boolean): void {
    const stored = this.#only();
    stored.ended = true;
    for (const listener of stored.listeners) listener.end();
    const { job, pod } = stored;
    const exitCode = succeeded ? 0 : 3;
    const terminated = { exitCode, reason: succeeded ? "Completed" : "Error" };
    pod.status = podStatus(containerOf(pod.spec as Json), { terminated });
    pod.status.phase = succeeded ? "Succeeded" : "Failed";
    this.#tell("pods", "MODIFIED", pod);
    const type = succeeded ? "Complete" : "Failed";
    const reason = succeeded ? "CompletionsReached" : "BackoffLimitExceeded";
    const conditions = [{ type, status: "True", reason, message: "" }];
    const completionTime = succeeded ? new Date().toISOString() : undefined;
    job.status = { [succeeded ? "succeeded" : "failed"]: 1, conditions, completionTime };
    this.#tell("jobs", "MODIFIED", job);
  }
}

function containerOf(spec: Json): string {
  const [first] = spec.containers as { name: string }[];
  return first?.name ?? "";
}

function podStatus(name: string, state: Json): Json {
  const status = { name, state, restartCount: 0, ready: false, image: "", imageID: "" };
  const conditions = [{ type: "PodScheduled", status: "True" }];
  return { phase: "Running", conditions, containerStatuses: [status] };
}

function stamp(): string {
  return new Date().toISOString().replace("Z", "000000Z");
}
