//! The smallest case that still shows a difference, as far as it is found.

use super::make::{Case, Kind};

/// Most questions that are asked for one difference.
const QUESTIONS: usize = 600;

/// Shrinks a case of which `differs` holds.
pub fn shrunk(case: &Case, mut differs: impl FnMut(&Case) -> bool) -> Case {
    let mut best = case.clone();
    let mut left = QUESTIONS;
    loop {
        let smaller = candidates(&best).into_iter().find(|candidate| {
            left = left.saturating_sub(1);
            left > 0 && differs(candidate)
        });
        match smaller {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

/// Cases that are one step smaller, the boldest step first.
fn candidates(case: &Case) -> Vec<Case> {
    let mut all = Vec::new();
    if case.kind == Kind::Groovy {
        return all;
    }
    if !case.environment.is_empty() {
        all.push(Case { environment: Vec::new(), ..case.clone() });
    }
    if case.texts.len() > 1 {
        for at in 0..case.texts.len() {
            let mut texts = case.texts.clone();
            texts.remove(at);
            all.push(Case { texts, ..case.clone() });
        }
    }
    for (at, text) in case.texts.iter().enumerate() {
        let with = |text: String| {
            let mut texts = case.texts.clone();
            texts[at] = text;
            Case { texts, ..case.clone() }
        };
        all.extend(without_blocks(text).into_iter().map(&with));
        all.extend(plainer(text).into_iter().map(&with));
    }
    all
}

/// The text without a line and all that is indented below it.
fn without_blocks(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let mut blocks: Vec<(usize, usize)> = (0..lines.len())
        .map(|start| {
            let margin = indent(lines[start]);
            let below = lines[start + 1..].iter().take_while(|line| indent(line) > margin).count();
            (start, start + 1 + below)
        })
        .collect();
    blocks.sort_by_key(|(start, end)| std::cmp::Reverse(end - start));
    let kept = |(start, end): (usize, usize)| [&lines[..start], &lines[end..]].concat().concat();
    blocks.into_iter().filter(|(start, end)| end - start < lines.len()).map(kept).collect()
}

/// The text with one line's scalar as plain as can be.
fn plainer(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(colon) = line.find(": ") else { continue };
        let plain = format!("{}: x\n", &line[..colon]);
        if line.len() > plain.len() {
            all.push([&lines[..at], &[&plain], &lines[at + 1..]].concat().concat());
        }
    }
    all
}
