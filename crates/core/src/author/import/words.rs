//! A command line cut into words as a POSIX shell does, without replacing
//! anything.

/// The words; an open quote ends with the text.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                // A line that goes on.
                Some('\n') | None => {}
                Some('\r') if letters.next_if_eq(&'\n').is_some() => {}
                Some(next) => word.get_or_insert_default().push(next),
            },
            '\'' => {
                let word = word.get_or_insert_default();
                word.extend(letters.by_ref().take_while(|c| *c != '\''));
            }
            '"' => {
                let word = word.get_or_insert_default();
                while let Some(c) = letters.next() {
                    match c {
                        '"' => break,
                        '\\' => match letters.next() {
                            Some('\n') | None => {}
                            Some(next @ ('"' | '\\' | '$' | '`')) => word.push(next),
                            Some(next) => word.extend(['\\', next]),
                        },
                        other => word.push(other),
                    }
                }
            }
            c if c.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_line_is_cut_as_a_shell_cuts_it() {
        assert_eq!(
            words("docker run \\\n -e 'A=b c' \"x\\\"y\" '' a\\ b"),
            ["docker", "run", "-e", "A=b c", "x\"y", "", "a b"]
        );
        assert_eq!(words("an 'open quote"), ["an", "open quote"]);
        assert!(words("  ").is_empty());
    }
}
