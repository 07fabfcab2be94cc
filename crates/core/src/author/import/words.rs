//! A command line cut into words as a POSIX shell does, without replacing
//! anything.

/// One word of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Without its quotes.
    pub text: String,
    /// Whether the shell would replace something in it.
    pub replaced: bool,
}

/// The commands of a text, each as its words; an open quote ends with the
/// text. What a command reads from or writes to a file is left out.
pub(super) fn commands(line: &str) -> Vec<Vec<Word>> {
    let mut cut = Cut::default();
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                // A line that goes on.
                Some('\n') | None => {}
                Some('\r') if letters.next_if_eq(&'\n').is_some() => {}
                Some(next) => cut.word().text.push(next),
            },
            // So do lines of PowerShell and of cmd.
            '`' | '^' if matches!(letters.peek(), Some('\n' | '\r')) => {
                letters.next_if_eq(&'\r');
                letters.next_if_eq(&'\n');
            }
            '\'' => {
                let word = cut.word();
                word.text.extend(letters.by_ref().take_while(|c| *c != '\''));
            }
            '"' => {
                let word = cut.word();
                while let Some(c) = letters.next() {
                    match c {
                        '"' => break,
                        '\\' => match letters.next() {
                            Some('\n') | None => {}
                            Some(next @ ('"' | '\\' | '$' | '`')) => word.text.push(next),
                            Some(next) => word.text.extend(['\\', next]),
                        },
                        other => {
                            word.replaced |= matches!(other, '$' | '`');
                            word.text.push(other);
                        }
                    }
                }
            }
            '\n' | ';' | '|' | '&' => {
                // `2>&1` and `&>` lead somewhere, too.
                if c == '&' && cut.leads {
                    continue;
                }
                cut.end_command();
            }
            '<' | '>' => cut.lead(),
            '#' if cut.word.is_none() && !cut.words.is_empty() => {
                while letters.peek().is_some_and(|c| *c != '\n') {
                    letters.next();
                }
            }
            c if c.is_whitespace() => cut.end_word(),
            other => {
                let word = cut.word();
                word.replaced |= matches!(other, '$' | '`');
                word.text.push(other);
            }
        }
    }
    cut.end_command();
    cut.commands
}

#[derive(Default)]
struct Cut {
    commands: Vec<Vec<Word>>,
    words: Vec<Word>,
    word: Option<Word>,
    /// Whether the word names what a command reads or writes.
    leads: bool,
}

impl Cut {
    fn word(&mut self) -> &mut Word {
        self.word.get_or_insert_default()
    }

    fn end_word(&mut self) {
        if let Some(word) = self.word.take() {
            if !self.leads {
                self.words.push(word);
            }
            self.leads = false;
        }
    }

    /// What follows is a file; a number right before it is a stream.
    fn lead(&mut self) {
        self.word.take_if(|word| word.text.chars().all(|c| c.is_ascii_digit()));
        self.end_word();
        self.leads = true;
    }

    fn end_command(&mut self) {
        self.end_word();
        self.leads = false;
        if !self.words.is_empty() {
            self.commands.push(std::mem::take(&mut self.words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::commands;

    fn words(line: &str) -> Vec<Vec<String>> {
        let cut = commands(line).into_iter();
        cut.map(|words| words.into_iter().map(|word| word.text).collect()).collect()
    }

    #[test]
    fn a_line_is_cut_as_a_shell_cuts_it() {
        assert_eq!(
            words("docker run \\\n -e 'A=b c' \"x\\\"y\" '' a\\ b"),
            [["docker", "run", "-e", "A=b c", "x\"y", "", "a b"]]
        );
        assert_eq!(words("an 'open quote"), [["an", "open quote"]]);
        assert_eq!(words("docker run `\r\n x ^\n y # why"), [["docker", "run", "x", "y"]]);
        assert!(words("  ").is_empty());
    }

    #[test]
    fn commands_end_at_signs_of_the_shell_and_files_are_no_words() {
        assert_eq!(
            words("cd x && a 'b|c' > out.txt 2>&1 | tee log; d\ne < in f"),
            [vec!["cd", "x"], vec!["a", "b|c"], vec!["tee", "log"], vec!["d"], vec!["e", "f"]]
        );
    }

    #[test]
    fn what_the_shell_would_replace_is_known() {
        let found: Vec<bool> = commands("$A \"b $C\" '$D' \\$E `f`")
            .remove(0)
            .iter()
            .map(|word| word.replaced)
            .collect();
        assert_eq!(found, [true, true, false, false, true]);
    }
}
