//! `soak kills`: what types and saves is killed at random moments, many times;
//! `test` does the same a few times.

use crate::place;
use crate::process::Call;
use crate::test::journeys;

/// By which both tests are told how often.
const KILLS: &str = "STAGE_DESIGNER_KILLS";

/// How often a process with the code of drafts and saving is killed.
const PROCESS: &str = "200";

/// How often the app itself is killed.
const APP: &str = "50";

/// Runs the campaign; 0 when nothing was lost.
pub(crate) fn soak() -> u8 {
    let words = ["test", "--workspace", "--test", "kill"];
    let drafts = Call::new(&place::root(), "cargo").words(words).set(KILLS, PROCESS).code();
    drafts.max(journeys("killed", (KILLS, APP)))
}
