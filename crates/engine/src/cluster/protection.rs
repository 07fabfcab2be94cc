//! Which clusters are protected: those whose name, server or namespace has a
//! word such as `prod`, as a whole word. A repository may add words, never take
//! one away.

/// The words that protect without any setting.
const PROTECTED_WORDS: [&str; 4] = ["prod", "prd", "production", "live"];

/// Why a cluster is protected: the word, and what it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// The word.
    pub word: String,
    /// The text that has it, such as the kube context's name.
    pub found_in: String,
}

impl Protection {
    /// Looks for the protected words and `further` ones in `names`: kube
    /// context, cluster, server and effective namespace.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>, further: &[String]) -> Option<Self> {
        let further = further.iter().map(|words| words.trim());
        let wanted: Vec<&str> =
            PROTECTED_WORDS.into_iter().chain(further.filter(|words| !words.is_empty())).collect();
        names.into_iter().find_map(|name| {
            let word = wanted.iter().find(|word| has_words(name, word))?;
            Some(Self { word: word.to_lowercase(), found_in: name.to_owned() })
        })
    }
}

/// Whether a name has these words, whole and one after the other.
fn has_words(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (words(name), words(wanted));
    !wanted.is_empty() && name.windows(wanted.len()).any(|some| some == wanted)
}

/// The words of a name, in lower case: cut at everything that is no letter,
/// and where `camelCase` begins a new one. Digits end a word, so `prod2` has
/// the word `prod`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in name.chars() {
        let starts = !c.is_alphabetic() || (after_lower && c.is_uppercase());
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(name: &str, further: &[&str]) -> bool {
        let further: Vec<String> = further.iter().map(|word| (*word).to_owned()).collect();
        Protection::of([name], &further).is_some()
    }

    #[test]
    fn whole_words_protect_wherever_they_stand() {
        for name in [
            "prod",
            "eks-prod-eu",
            "PROD",
            "shop_production",
            "arn:aws:eks:eu-west-1:1:cluster/live",
            "https://api.prd.example.com:6443",
            "prod2",
            "euProd",
        ] {
            assert!(protected(name, &[]), "{name} must be protected");
        }
        for name in ["nonprod", "non-product", "reproduce", "alive", "olive", "delivery", "dev", ""]
        {
            assert!(!protected(name, &[]), "{name} must not be protected");
        }
    }

    #[test]
    fn words_can_be_added_and_none_taken_away() {
        assert!(protected("payments-eu", &["Payments"]));
        assert!(protected("prod", &["", "-prod", "!prod"]));
    }

    #[test]
    fn what_protects_is_named() {
        let found = Protection::of(["dev", "https://live.example"], &[]).expect("protected");
        assert_eq!(
            (found.word.as_str(), found.found_in.as_str()),
            ("live", "https://live.example")
        );
    }
}
