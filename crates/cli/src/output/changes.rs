//! Two texts compared by lines, as `diff -u` shows them.

/// Lines shown around a change.
const AROUND: usize = 3;

/// Up to so many pairs of lines are compared; beyond, all between the first
/// and the last change is shown as changed.
const PAIRS: usize = 4_000_000;

/// What happened to a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// The changed lines with some around them; empty where the texts are equal.
pub(crate) fn changes(old: &str, new: &str, shown: impl Fn(&str) -> String) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let lines = aligned(&old, &new);
    let mut near = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        if !matches!(line, Line::Same(_)) {
            let end = (at + AROUND + 1).min(lines.len());
            near[at.saturating_sub(AROUND)..end].fill(true);
        }
    }
    let mut out = String::new();
    let (mut left, mut right, mut open) = (0, 0, false);
    for (line, near) in lines.iter().zip(near) {
        if near && !open {
            out.push_str(&format!("@@ -{} +{} @@\n", left + 1, right + 1));
        }
        open = near;
        let (sign, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Gone(text) => ('-', text),
            Line::New(text) => ('+', text),
        };
        left += usize::from(!matches!(line, Line::New(_)));
        right += usize::from(!matches!(line, Line::Gone(_)));
        if near {
            out.push_str(&format!("{sign}{}\n", shown(text)));
        }
    }
    out
}

fn aligned<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end = rest_old.iter().rev().zip(rest_new.iter().rev());
    let end = end.take_while(|(one, other)| one == other).count();
    let (middle_old, tail) = rest_old.split_at(rest_old.len() - end);
    let middle_new = &rest_new[..rest_new.len() - end];
    let mut lines: Vec<Line<'a>> = old[..start].iter().map(|line| Line::Same(line)).collect();
    if middle_old.len().saturating_mul(middle_new.len()) > PAIRS {
        lines.extend(middle_old.iter().map(|line| Line::Gone(line)));
        lines.extend(middle_new.iter().map(|line| Line::New(line)));
    } else {
        lines.extend(common(middle_old, middle_new));
    }
    lines.extend(tail.iter().map(|line| Line::Same(line)));
    lines
}

/// By the longest row of lines that both have.
fn common<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let width = new.len() + 1;
    // How long the row is from each pair of places on.
    let mut longest = vec![0u32; (old.len() + 1) * width];
    for left in (0..old.len()).rev() {
        for right in (0..new.len()).rev() {
            longest[left * width + right] = if old[left] == new[right] {
                longest[(left + 1) * width + right + 1] + 1
            } else {
                longest[(left + 1) * width + right].max(longest[left * width + right + 1])
            };
        }
    }
    let (mut left, mut right, mut lines) = (0, 0, Vec::new());
    while left < old.len() || right < new.len() {
        let gone = left < old.len()
            && (right == new.len()
                || longest[(left + 1) * width + right] >= longest[left * width + right + 1]);
        if left < old.len() && right < new.len() && old[left] == new[right] {
            lines.push(Line::Same(old[left]));
            (left, right) = (left + 1, right + 1);
        } else if gone {
            lines.push(Line::Gone(old[left]));
            left += 1;
        } else {
            lines.push(Line::New(new[right]));
            right += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn changes_are_shown_with_what_is_around_them() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n";
        let new = "a\nb\nx\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\n";
        insta::assert_snapshot!(changes(old, new, str::to_owned), @"
        @@ -1 +1 @@
         a
         b
        -c
        +x
         d
         e
         f
        @@ -11 +11 @@
         k
         l
         m
        +n
        ");
        assert_eq!(changes(old, old, str::to_owned), "", "equal texts have no changes");
        assert_eq!(changes("", "a\n", str::to_owned), "@@ -1 +1 @@\n+a\n");
    }
}
