/** The app where the system gives it little: a full disk, no watches. */
import { execFileSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { APPLICATION, temporaryFolder } from "./place";

/** Whether this machine lets a process have mounts and limits of its own. */
export function canBeStraitened(): boolean {
  try {
    execFileSync("unshare", ["-Urm", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * A program that starts the app after these lines of shell, in a user and mount
 * namespace of its own: what they mount and limit ends with it.
 */
export async function straitened(lines: string): Promise<string> {
  const path = join(await temporaryFolder(), "straitened");
  const inside = `${lines}\nexec ${APPLICATION} "$@"`;
  await writeFile(`${path}.sh`, inside);
  await writeFile(path, `#!/bin/sh\nexec unshare -Urm sh -e ${path}.sh "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

/** Lines that put a disk of 64 KiB at a folder, with a copy of what is in it, and no room left. */
export const fullDisk = (folder: string) => `
cp -r ${folder} ${folder}.all
mount -t tmpfs -o size=64k none ${folder}
cp -r ${folder}.all/. ${folder}
rm -r ${folder}.all
dd if=/dev/zero of=${folder}/full bs=4096 2>/dev/null || true`;

/** Lines after which no folder can be watched. */
export const NO_WATCHES = "echo 0 > /proc/sys/user/max_inotify_watches";

/** A path as the process sees it. */
export const seenBy = (pid: number, path: string) => join(`/proc/${pid}/root`, path);
