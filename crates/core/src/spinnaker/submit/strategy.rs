//! The strategy annotations (§1.3.4, §1.3.6, §1.6).

use crate::java::{Map, Origin, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::nulls::Dropped;

use super::fields::{put_if_absent, steps, take_out, text};

const RECREATE: &str = "strategy.spinnaker.io/recreate";
const DEPLOY_STRATEGIES: [&str; 3] =
    [RECREATE, "strategy.spinnaker.io/replace", "strategy.spinnaker.io/server-side-apply"];
const VERSIONED: &str = "strategy.spinnaker.io/versioned";
const USE_SOURCE_CAPACITY: &str = "strategy.spinnaker.io/use-source-capacity";
const MAX_VERSION_HISTORY: &str = "strategy.spinnaker.io/max-version-history";

/// Makes `recreate` the one deploy strategy, whatever the user asked for. It
/// is written with `generateName` too, where it has no effect.
pub(super) fn force_recreate(annotations: &mut Map, dropped: &mut Vec<Dropped>) {
    let at = steps(&["manifest", "metadata", "annotations"]);
    let already = annotations.get(RECREATE).is_some_and(|value| value.as_str() == Some("true"));
    for key in DEPLOY_STRATEGIES {
        if key != RECREATE || !already {
            let reason = "a Run Job stage always recreates its Job";
            take_out(annotations, &at, key, reason, dropped);
        }
    }
    put_if_absent(annotations, RECREATE, "true", "a Run Job stage recreates its Job");
}

/// Reads the annotations, which casts each to text, and says whether the Job
/// is versioned. The order of the casts is clouddriver's.
pub(super) fn versioned(annotations: &Map) -> Result<bool, JavaException> {
    let is_true =
        |key| Ok(text(annotations, key)?.is_some_and(|text| text.eq_ignore_ascii_case("true")));
    let versioned = is_true(VERSIONED)?;
    is_true(USE_SOURCE_CAPACITY)?;
    if annotations.get(MAX_VERSION_HISTORY).is_some_and(Value::is_null) {
        return Err(JavaException { class: "NullPointerException", message: None, cause: None });
    }
    text(annotations, MAX_VERSION_HISTORY)?;
    Ok(versioned)
}

/// Why a value stands in the manifest that only versioning writes.
pub(super) fn version_origin() -> Origin {
    Origin::Clouddriver("the Job asks to be versioned")
}
