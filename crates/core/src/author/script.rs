//! Scripts inside a Job that arrive as they were written.
//!
//! On the way to the shell three readers look for their own signs: Spring
//! takes `${a:b}` for a placeholder, Orca evaluates `${…}` up to three times,
//! and Kubernetes replaces `$(NAME)` and `$$` in commands. No escape is safe
//! from all of them in every release, so an embedded script holds no `${` at
//! all: `${NAME}` becomes `$NAME`, and whatever needs its braces is written
//! with another sign, which the shell itself turns back.

/// A script as the lists of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// The container's `command`.
    pub command: Vec<String>,
    /// The container's `args`.
    pub args: Vec<String>,
    /// What was done to it, for people.
    pub notes: Vec<String>,
}

/// A script read back from a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The shell, such as `sh`.
    pub shell: String,
    /// Its options before the script, such as `-ec`.
    pub options: String,
    /// The script.
    pub text: String,
}

/// Signs that may stand for the dollar before a brace, the first that the
/// script does not have.
const SIGNS: [char; 5] = ['@', '%', '^', '~', '!'];

/// Embeds `script` for a container whose variables are `env`.
pub fn embed(script: &Script, env: &[&str]) -> Embedded {
    let mut notes = Vec::new();
    let simple = without_braces(&script.text);
    if simple != script.text {
        notes.push("${NAME} is written $NAME, which nobody but the shell replaces.".into());
    }
    let Some(sign) = sign_for(&simple) else {
        let args = vec![for_kubernetes(&simple, env, &mut notes)];
        return Embedded {
            command: vec![script.shell.clone(), script.options.clone()],
            args,
            notes,
        };
    };
    let marked = simple.replace("${", &format!("{sign}{{"));
    notes.push(format!(
        "${{ is written {sign}{{ and turned back before the shell reads the script."
    ));
    let command = vec![script.shell.clone(), script.options.clone(), decoder(sign)];
    let args = vec![for_kubernetes(&marked, env, &mut notes)];
    Embedded { command, args, notes }
}

/// The script in a container's `command` and `args`, if it is one that
/// [`embed`] wrote or that anybody wrote as `sh -c script`.
pub fn read_back(command: &[String], args: &[String]) -> Option<Script> {
    let all: Vec<&String> = command.iter().chain(args).collect();
    let (shell, options) = (all.first()?, all.get(1)?);
    let name = shell.rsplit('/').next()?;
    let known = matches!(name, "sh" | "bash" | "ash" | "dash" | "ksh" | "zsh");
    if !known || !options.starts_with('-') || !options.ends_with('c') {
        return None;
    }
    let script = |text: &str| Script {
        shell: (*shell).clone(),
        options: (*options).clone(),
        text: text.to_owned(),
    };
    match all.get(2..)? {
        [text] => Some(script(&from_kubernetes(text))),
        [first, text] => {
            let sign = SIGNS.into_iter().find(|sign| **first == decoder(*sign))?;
            Some(script(&from_kubernetes(text).replace(&format!("{sign}{{"), "${")))
        }
        _ => None,
    }
}

/// A sign for the dollars that need their brace; none if no brace is left.
fn sign_for(script: &str) -> Option<char> {
    let free = |sign: &char| !script.contains(&format!("{sign}{{"));
    script.contains("${").then(|| SIGNS.into_iter().find(free).unwrap_or('@'))
}

/// Shell that turns the sign back and runs the script. The two quotes keep
/// the brace from the dollar.
fn decoder(sign: char) -> String {
    let sign = if sign == '^' { "\\^".to_owned() } else { sign.to_string() };
    format!("eval \"$(printf '%s\\n' \"$0\" | sed 's/{sign}{{/$''{{/g')\"")
}

/// `${NAME}` as `$NAME` wherever the shell reads both alike.
fn without_braces(script: &str) -> String {
    // In a here document quotes mean nothing, or everything.
    if script.contains("<<") {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    let mut quotes = Quotes::default();
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("$$") {
            quotes.escaped = false;
            out.push_str("$$");
            rest = after;
            continue;
        }
        if quotes.within != Within::Single
            && !quotes.escaped
            && let Some((name, after)) = braced_name(rest)
        {
            // A letter right after it would become part of the name.
            let joins = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            if !joins {
                out.push('$');
                out.push_str(name);
                rest = after;
                continue;
            }
        }
        quotes.take(c);
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// The name of `${NAME}` or `${1}` at the start of a text, and what follows.
fn braced_name(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix("${")?.split_once('}')?;
    let mut letters = name.chars();
    let first = letters.next()?;
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let named = (first.is_ascii_alphabetic() || first == '_') && letters.all(word);
    let digit = first.is_ascii_digit() && name.len() == 1;
    (named || digit).then_some((name, after))
}

/// Which quotes a place of a script stands in, as far as they matter: inside
/// single ones nothing is replaced.
#[derive(Default)]
struct Quotes {
    within: Within,
    escaped: bool,
    before: Option<char>,
}

#[derive(Default, PartialEq)]
enum Within {
    #[default]
    Nothing,
    Single,
    Double,
    Comment,
}

impl Quotes {
    fn take(&mut self, c: char) {
        let first = self.before.is_none_or(char::is_whitespace);
        self.before = Some(c);
        if self.escaped {
            self.escaped = false;
            return;
        }
        match (c, &self.within) {
            ('\n', Within::Comment) | ('\'', Within::Single) | ('"', Within::Double) => {
                self.within = Within::Nothing;
            }
            ('\'', Within::Nothing) => self.within = Within::Single,
            ('"', Within::Nothing) => self.within = Within::Double,
            ('\\', Within::Nothing | Within::Double) => self.escaped = true,
            // An apostrophe in a comment opens no quote.
            ('#', Within::Nothing) if first => self.within = Within::Comment,
            _ => {}
        }
    }
}

/// Kubernetes takes `$$` for one dollar, and `$(NAME)` for a variable of the
/// container; both are doubled.
fn for_kubernetes(script: &str, env: &[&str], notes: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    let mut doubled = false;
    while let Some(at) = rest.find('$') {
        let (before, dollar) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = dollar.strip_prefix("$$") {
            out.push_str("$$$$");
            doubled = true;
            rest = after;
        } else {
            let named = variable(dollar).is_some_and(|name| env.contains(&name));
            out.push_str(if named { "$$" } else { "$" });
            doubled |= named;
            rest = dollar.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    if doubled {
        notes.push("Dollars that Kubernetes would take are doubled; it halves them again.".into());
    }
    out
}

fn from_kubernetes(script: &str) -> String {
    script.replace("$$", "$")
}

/// The name of `$(NAME)` at the start of a text.
fn variable(text: &str) -> Option<&str> {
    text.strip_prefix("$(")?.split_once(')').map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Script {
        Script { shell: "sh".into(), options: "-ec".into(), text: text.into() }
    }

    #[test]
    fn names_in_braces_lose_them_where_the_shell_reads_both_alike() {
        for (written, embedded) in [
            ("echo ${A} \"${B}\" ${1}", "echo $A \"$B\" $1"),
            ("echo plain $A $(date)", "echo plain $A $(date)"),
            ("# don't\necho ${A}", "# don't\necho $A"),
            ("echo $$", "echo $$$$"),
            ("echo $(NAME) $(OTHER)", "echo $$(NAME) $(OTHER)"),
        ] {
            let made = embed(&script(written), &["NAME"]);
            assert_eq!(made.args, [embedded], "{written}");
            assert_eq!(made.command, ["sh", "-ec"]);
        }
    }

    #[test]
    fn no_dollar_with_a_brace_is_left_for_spring_or_orca() {
        for written in [
            "echo ${A:-b}",
            "echo ${A}b",
            "echo '${A}'",
            "cat <<'EOF'\n${A}\nEOF",
            "echo @{x} ${A##*/}",
            "echo \\${A} $${B}",
            "echo ${",
        ] {
            let made = embed(&script(written), &[]);
            let all = made.command.iter().chain(&made.args);
            assert!(all.into_iter().all(|text| !text.contains("${")), "{made:?}");
            let back = read_back(&made.command, &made.args).unwrap();
            assert_eq!(back, script(written));
        }
    }

    #[test]
    fn what_is_no_script_is_left_alone() {
        let texts =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(read_back(&texts(&["echo", "-c", "x"]), &[]), None);
        assert_eq!(read_back(&texts(&["sh", "run.sh"]), &[]), None);
        assert_eq!(read_back(&[], &[]), None);
        let own = read_back(&texts(&["/bin/bash"]), &texts(&["-c", "echo $$$$"])).unwrap();
        assert_eq!(own.text, "echo $$");
    }
}
