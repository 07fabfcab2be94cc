/** The WebDriver servers: each session has its own, and so its own surroundings. */
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { until } from "./until";

export interface Driver {
  port: number;
  /** What the servers and the app wrote, for a session that could not begin. */
  output: () => string;
  stop: () => void;
}

/** Starts tauri-driver; the app it starts inherits `surroundings`. */
export async function startDriver(surroundings: Record<string, string>): Promise<Driver> {
  const [port, nativePort] = await freePorts(2);
  const program = process.env.TAURI_DRIVER ?? "tauri-driver";
  const words = ["--port", String(port), "--native-port", String(nativePort)];
  const child = spawn(program, [...words, "--native-driver", nativeDriver()], {
    env: { ...process.env, ...surroundings },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a group of its own, so that nothing outlives it
  });
  let output = "";
  const take = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  child.on("error", (error) => (output += String(error)));
  const driver = { port: port ?? 0, output: () => output, stop: () => stop(child) };
  try {
    await until(`${program} answers`, () => answers(driver.port));
  } catch (error) {
    driver.stop();
    throw new Error(`${String(error)}\n${output}`);
  }
  return driver;
}

function nativeDriver(): string {
  return process.env.WEBKIT_WEBDRIVER ?? "/usr/bin/WebKitWebDriver";
}

function stop(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGTERM");
  } catch {
    // It has ended already.
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

/** Ports that nothing listens on; all are held at once, so no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    ports.push((server.address() as AddressInfo).port);
  }
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
