//! npm packages, exactly those of the lock file.

use crate::place::Place;
use crate::process::Call;
use crate::stamp::Stamp;
use crate::trouble::Trouble;

/// Installs the packages of `folder` where its lock file changed since.
pub(crate) fn install(place: &Place, folder: &str) -> Result<(), Trouble> {
    let path = place.root.join(folder);
    let lock = path.join("package-lock.json");
    if !lock.is_file() {
        return Err(Trouble::lack(
            format!("{folder}/package-lock.json"),
            "This checkout is not complete.",
        ));
    }
    let inputs = [path.join("package.json"), lock];
    let stamp = Stamp::of(place, &format!("npm-{}", folder.replace('/', "-")), &inputs, &[]);
    // npm writes this list when, and only when, it is done.
    if stamp.is_fresh() && path.join("node_modules/.package-lock.json").is_file() {
        return Ok(());
    }
    let call = Call::node(&path, "npm").words(["ci", "--no-audit", "--no-fund"]);
    if !call.run() {
        let remedy = format!("In {folder}, try: {}", call.line());
        return Err(Trouble::lack(format!("the npm packages of {folder}"), remedy));
    }
    stamp.write();
    Ok(())
}
