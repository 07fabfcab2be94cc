//! What is called a secret, and what cannot be one.
//!
//! Words only: it must never look at a tree, so that everything may use it.

/// Last words of names whose values are secrets.
const WORDS: [&str; 12] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "token",
    "secret",
    "apikey",
    "authorization",
    "accesskey",
    "secretkey",
    "privatekey",
];

/// Words that make a secret of a `key` behind them.
const KEYS: [&str; 8] =
    ["api", "access", "secret", "private", "auth", "signing", "encryption", "master"];

/// Values that are never secrets, whatever they are called.
const PLAIN: [&str; 12] = [
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "null",
    "none",
    "placeholder",
    "required",
    "optional",
    "string",
];

/// Shortest value that is masked for its name alone: a shorter one protects
/// nothing, and hiding it wherever it occurs would hide half a text.
const SHORTEST: usize = 4;

/// Whether a value under this name is a secret: `DB_PASSWORD`, `apiKey`,
/// `X-Auth-Token`; but not `secretName`, `tokenPath` or `credentials`, which
/// name one.
///
/// ```
/// use stage_core::secret::is_secret_name;
/// assert!(is_secret_name("dbPassword"));
/// assert!(!is_secret_name("secretKeyRef"));
/// ```
pub fn is_secret_name(name: &str) -> bool {
    let words = words(name);
    let Some(last) = words.last() else { return false };
    let before = words.len().checked_sub(2).and_then(|index| words.get(index));
    let glued = ["password", "passwd", "passphrase", "apikey", "token", "secret"];
    WORDS.contains(&last.as_str())
        || glued.iter().any(|word| last.ends_with(word))
        || (last == "key" && before.is_some_and(|word| KEYS.contains(&word.as_str())))
        || (last == "pass" && before.is_some())
}

/// Whether a text under a secret name is the secret itself, not a word such as
/// `true`, nor a reference to where the secret is.
pub fn is_secret_value(text: &str) -> bool {
    let text = without_scheme(text.trim());
    let reference = ["$", "{{", "<", "encrypted:", "encryptedFile:", "secret://", "boot-secret://"]
        .iter()
        .any(|start| text.starts_with(start));
    let plain = PLAIN.iter().any(|word| text.eq_ignore_ascii_case(word));
    let path = text.starts_with('/') && text.matches('/').count() > 1;
    text.chars().count() >= SHORTEST && !reference && !plain && !path
}

/// What follows the scheme of an `Authorization` header, if there is one.
fn without_scheme(text: &str) -> &str {
    let scheme = |scheme: &&str| matches!(*scheme, "Bearer" | "Basic" | "Token");
    text.split_once(' ').filter(|(first, _)| scheme(first)).map_or(text, |(_, rest)| rest)
}

/// The words of a name, in lower case: split at signs and at the humps of
/// `camelCase`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in name.chars() {
        let starts = before.is_none_or(|before| {
            !before.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase())
        });
        if c.is_alphanumeric() {
            match words.last_mut() {
                Some(word) if !starts => word.extend(c.to_lowercase()),
                _ => words.push(c.to_lowercase().collect()),
            }
        }
        before = Some(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_whether_its_value_is_a_secret() {
        for name in [
            "password",
            "DB_PASSWORD",
            "dbPassword",
            "mysqlpassword",
            "X-Auth-Token",
            "API_KEY",
            "apikey",
            "clientSecret",
            "Authorization",
            "SSH_PRIVATE_KEY",
            "DB_PASS",
        ] {
            assert!(is_secret_name(name), "{name} must be hidden");
        }
        for name in [
            "",
            "name",
            "key",
            "secretName",
            "secretKeyRef",
            "secretRef",
            "imagePullSecrets",
            "tokenPath",
            "PASSWORD_FILE",
            "credentials",
            "automountServiceAccountTokens",
            "pass",
            "account",
        ] {
            assert!(!is_secret_name(name), "{name} must be shown");
        }
    }

    #[test]
    fn words_and_references_are_shown_under_any_name() {
        for value in [
            "true",
            "No",
            "",
            "abc",
            "$(TOKEN)",
            "${x}",
            "Bearer ${x}",
            "encrypted:s3!x",
            "/run/s/token",
        ] {
            assert!(!is_secret_value(value), "{value:?} must be shown");
        }
        for value in ["hunter2", "12345", "correct horse", "Basic aGk6aGk="] {
            assert!(is_secret_value(value), "{value:?} must be hidden");
        }
    }
}
