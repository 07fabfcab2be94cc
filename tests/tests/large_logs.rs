//! A log of any size is read in constant memory.

use std::fs;

use stage_core::spinnaker::PropertyParser;
use stage_core::spinnaker::properties::{Capture, Lines};

/// How much is read: 16 MiB, or as many MiB as `STAGE_DESIGNER_LOG_MIB` says.
fn mebibytes() -> usize {
    std::env::var("STAGE_DESIGNER_LOG_MIB").ok().and_then(|text| text.parse().ok()).unwrap_or(16)
}

/// Memory that this process holds, in KiB, where the system tells.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn a_large_log_is_read_in_constant_memory() {
    let mut chunk = String::new();
    while chunk.len() < 1 << 20 {
        chunk.push_str(
            "2026-01-01 an ordinary line of a build, neither long nor short \u{1b}[0m\r\n",
        );
        chunk.push_str("SPINNAKER_PROPERTY_RELEASE=1.2.3\nSPINNAKER_CONFIG_JSON={\"a\":[1,2]}\n");
    }
    let mut lines = Lines::new(Capture::new(PropertyParser::default()));
    lines.push(chunk.as_bytes(), &mut |_, _| {});
    let before = resident();
    for _ in 1..mebibytes() {
        lines.push(chunk.as_bytes(), &mut |_, _| {});
    }
    let after = resident();
    let captured = lines.finish(&mut |_, _| {}).finish();
    assert_eq!(captured.result.map(|map| map.len()), Ok(2));
    if let (Some(before), Some(after)) = (before, after) {
        let grown = after.saturating_sub(before);
        assert!(grown < 16 * 1024, "reading {} MiB took {grown} KiB", mebibytes());
    }
}
