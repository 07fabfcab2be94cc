/** A run while it goes on, put together from its news. */
import type {
  CommandError,
  RunChange,
  RunLog,
  RunMoment,
  RunNews,
  RunOutput,
  RunRequest,
  RunShown,
  RunVerdict,
} from "../bindings";
import type { Buffer } from "../state/buffer.svelte";

export type Phase = "starting" | "running" | "stopping" | "cleaning" | "ended";

/** What a run is of. */
export interface Source {
  buffer: Buffer;
  label: string;
  type: string;
  request: RunRequest;
}

/** One Job of the run. */
export interface Attempt {
  moments: RunMoment[];
  logs: RunLog[];
  verdict: RunVerdict | null;
  outputs: RunOutput[];
  changes: RunChange[];
  logLink: string | null;
  logLinkProblems: string[];
}

const NEW: Attempt = {
  moments: [],
  logs: [],
  verdict: null,
  outputs: [],
  changes: [],
  logLink: null,
  logLinkProblems: [],
};

export class Live {
  /** By which it is stopped. */
  number: number | null = $state.raw(null);
  /** The record's id. */
  id = $state("");
  phase: Phase = $state("starting");
  attempts: Attempt[] = $state.raw([NEW]);
  notes: string[] = $state.raw([]);
  reruns: string = $state("");
  shown: RunShown | null = $state.raw(null);
  failure: CommandError | null = $state.raw(null);
  readonly source: Source;
  readonly kubeContext: string;
  readonly namespace: string;

  constructor(source: Source, kubeContext: string, namespace: string) {
    this.source = source;
    this.kubeContext = kubeContext;
    this.namespace = namespace;
  }

  get label(): string {
    return this.source.label || this.source.type;
  }

  get going(): boolean {
    return this.phase !== "ended";
  }

  get attempt(): Attempt {
    return this.attempts.at(-1) ?? NEW;
  }

  take(news: readonly RunNews[]): void {
    for (const one of news) this.#take(one);
  }

  #take(news: RunNews): void {
    switch (news.kind) {
      case "submitted":
        this.id = news.id;
        if (this.phase === "starting") this.phase = "running";
        this.#change({ changes: news.changes });
        break;
      case "rerun":
        this.reruns = `${news.number}/${news.of}`;
        this.attempts = [...this.attempts, NEW];
        if (this.phase === "cleaning") this.phase = "running";
        break;
      case "moment":
        this.#change({ moments: [...this.attempt.moments, news.moment] });
        break;
      case "note":
        this.notes = [...this.notes, news.text];
        break;
      case "log": {
        const { log } = news;
        const known = this.attempt.logs.findIndex(({ file }) => file === log.file);
        const logs = this.attempt.logs;
        this.#change({ logs: known < 0 ? [...logs, log] : logs.with(known, log) });
        break;
      }
      case "verdict":
        this.#change({ verdict: news.verdict, outputs: news.outputs });
        this.phase = "cleaning";
        break;
      case "ended":
        this.shown = news.run;
        this.id = news.run.summary.id;
        this.attempts = attemptsOf(news.run);
        this.phase = "ended";
        break;
      case "failed":
        this.failure = news.error;
        this.phase = "ended";
        break;
    }
  }

  #change(change: Partial<Attempt>): void {
    this.attempts = this.attempts.with(-1, { ...this.attempt, ...change });
  }
}

/** The Jobs of a run that is kept. */
export function attemptsOf(run: RunShown): Attempt[] {
  return run.attempts.map((attempt) => ({
    moments: attempt.timeLine,
    logs: attempt.logs,
    verdict: attempt.verdict,
    outputs: attempt.outputs,
    changes: attempt.changes,
    logLink: attempt.logLink,
    logLinkProblems: attempt.logLinkProblems,
  }));
}
