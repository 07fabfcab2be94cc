//! What cannot be read as YAML, or not as Orca reads it.

use crate::document::{Path, Trouble, TroubleKind};
use crate::finding::{Finding, Severity, StageFinding};
use crate::java::Span;
use crate::limits;
use crate::rules::rule::{Check, Example, Family, Rule, Targets};
use crate::spinnaker::spel;

static SYNTAX: Rule = Rule {
    id: "syntax",
    severity: Severity::Error,
    summary: "The text is not YAML here",
    explanation: "Orca does not start with a file that is not YAML, whichever stage the mistake \
        stands in. The other stages of the file are still read and checked here; of this one, \
        nothing is said to be missing until it can be read whole.",
    targets: Targets::All,
    example: Example {
        wrong: "description: Runs: one job\n",
        right: "description: \"Runs: one job\"\n",
        fixed: None,
    },
};

static TAB_INDENTATION: Rule = Rule {
    id: "tab-indentation",
    severity: Severity::Error,
    summary: "A tab where YAML wants spaces",
    explanation: "YAML measures indentation in spaces and knows no width for a tab, so a line that \
        is indented with one cannot be read, and Orca does not start. Replace the tab by spaces; \
        most editors can be told to write spaces for the Tab key in YAML files.",
    targets: Targets::All,
    example: Example {
        wrong: "description:\n\tRuns one job\n",
        right: "description:\n  Runs one job\n",
        fixed: None,
    },
};

static DUPLICATE_KEY: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    summary: "One mapping has a key twice",
    explanation: "SnakeYAML refuses a mapping that has the same key twice, and Orca does not \
        start. Keys are compared after they are read: `yes` and `true` are the same key. The \
        first of a stage is reported as `would-not-start`; this rule names those after it.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the stage, without label, type\nlabel: One\nlabel: Two\ntype: one\ntype: two\n",
        right: "# in the stage, without label, type\nlabel: One\ntype: one\n",
        fixed: None,
    },
};

static NESTED_TOO_DEEP: Rule = Rule {
    id: "nested-too-deep",
    severity: Severity::Error,
    summary: "Collections are nested deeper than Orca reads",
    explanation: "Orca's YAML reader stops at fifty levels of mappings and lists within each \
        other, counted from the top of the file, and Orca does not start. A stage needs about \
        fifteen; more usually means that brackets are not closed where they should be.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\nspring:\n  x: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        right: "# the file\nspring:\n  x: [[[]]]\n",
        fixed: None,
    },
};

static ALIAS_BOMB: Rule = Rule {
    id: "alias-bomb",
    severity: Severity::Error,
    summary: "Aliases expand to more than memory holds",
    explanation: "Each alias is read as a copy of what its anchor marks. Aliases of mappings that \
        hold aliases multiply: a few lines become millions of values, and Orca runs out of memory \
        while it starts. Nothing bounds that in Orca.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\na: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n\
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n\
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n\
            g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\n",
        right: "# the file\na: &a [x, x, x]\nb: [*a, *a]\n",
        fixed: None,
    },
};

static RECURSIVE_ALIAS: Rule = Rule {
    id: "recursive-alias",
    severity: Severity::Error,
    summary: "An alias stands inside what it refers to",
    explanation: "An alias inside its own anchor describes a value that contains itself. Orca \
        cannot flatten such a value into properties and does not start.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\nspring: &all\n  again: *all\n",
        right: "# the file\nspring: &all\n  once: x\n",
        fixed: None,
    },
};

static TOO_LARGE: Rule = Rule {
    id: "too-large",
    severity: Severity::Warning,
    summary: "The text is too large to be checked",
    explanation: "A text above the bound is shown but not read, so nothing is known of its \
        stages. The bound is far above what a ConfigMap or Secret holds, in which such a file \
        would have to reach Orca.",
    targets: Targets::All,
    example: Example {
        wrong: "# too large to be shown\n",
        right: "description: Short\n",
        fixed: None,
    },
};

static MORE_FINDINGS: Rule = Rule {
    id: "more-findings",
    severity: Severity::Note,
    summary: "There are more findings than are shown",
    explanation: "So many findings of one text are shown, by place; nobody reads more. Mend some \
        and check again.",
    targets: Targets::All,
    example: Example {
        wrong: "# too many to be shown\n",
        right: "description: Short\n",
        fixed: None,
    },
};

static STRICT_YAML: Rule = Rule {
    id: "strict-yaml",
    severity: Severity::Warning,
    summary: "Strict YAML readers refuse the text",
    explanation: "Orca reads the text, and so it is checked and edited like any other; readers \
        built on libyaml, which are those of many linters and deployment tools, stop at this \
        place. Most often it is an anchor whose name has other letters than those of English.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\nspring: &größe\n- a\n",
        right: "# the file\nspring: &groesse\n- a\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[
        &SYNTAX,
        &TAB_INDENTATION,
        &DUPLICATE_KEY,
        &NESTED_TOO_DEEP,
        &ALIAS_BOMB,
        &RECURSIVE_ALIAS,
        &STRICT_YAML,
        &TOO_LARGE,
        &MORE_FINDINGS,
    ],
    check: Check::Elsewhere,
};

/// What could not be read in a region whose text is `text`.
pub(crate) fn of_trouble(trouble: &Trouble, text: &str) -> StageFinding {
    let rule = match trouble.kind {
        TroubleKind::Syntax if is_tab(text, trouble.span) => &TAB_INDENTATION,
        TroubleKind::Syntax => &SYNTAX,
        TroubleKind::DuplicateKey => &DUPLICATE_KEY,
        TroubleKind::Depth => &NESTED_TOO_DEEP,
        TroubleKind::Expansion => &ALIAS_BOMB,
        TroubleKind::RecursiveAlias => &RECURSIVE_ALIAS,
        TroubleKind::Size => &TOO_LARGE,
    };
    StageFinding {
        rule: rule.id,
        severity: rule.severity,
        message: trouble.message.clone(),
        steps: Vec::new(),
        span: trouble.span,
        fixes: Vec::new(),
    }
}

/// What a strict reader refuses although it can be read.
pub(crate) fn of_refusal(trouble: &Trouble) -> StageFinding {
    let message = format!("Strict YAML readers refuse this: {}", trouble.message);
    let (rule, severity) = (STRICT_YAML.id, STRICT_YAML.severity);
    StageFinding { rule, severity, message, ..of_trouble(trouble, "") }
}

/// Whether a text that libyaml reads holds a sign at which Orca's reader may
/// still stop: tabs, anchors, `?` in flow, the escape `\/`, and document marks.
/// Without any both are one grammar, as a test holds with texts at random, and
/// asking Orca's reader too would cost every keystroke.
pub fn reads_otherwise(text: &str) -> bool {
    let bytes = text.as_bytes();
    let sign = |(at, byte): (usize, &u8)| match byte {
        b'\t' | b'?' => true,
        // `&&` and `& ` are no anchors: libyaml refuses them as such.
        b'&' => {
            let no_anchor = |byte: &u8| matches!(byte, b'&' | b' ' | b'\n' | b'\r');
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            before != Some(&b'&') && !bytes.get(at + 1).is_none_or(no_anchor)
        }
        b'\\' => bytes.get(at + 1) == Some(&b'/'),
        b'-' => {
            let starts = at == 0 || bytes.get(at - 1) == Some(&b'\n');
            starts && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"---"))
        }
        byte => !byte.is_ascii(),
    };
    bytes.iter().enumerate().any(sign)
}

/// Where Orca's reader stops at the characters, tokens or grammar of a text.
pub(crate) fn orcas_reader(text: &str) -> Option<Trouble> {
    let refusal = spel::refusal(text)?;
    let rest = text.get(refusal.at..).unwrap_or_default();
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let span = Span::new(refusal.at, refusal.at + line);
    let (class, message) = (refusal.class, refusal.message);
    let message = format!("Orca's YAML reader stops here: {message} ({class})");
    matches!(&*class, "ScannerException" | "ParserException").then_some(Trouble {
        span,
        kind: TroubleKind::Syntax,
        message,
    })
}

/// Whether the line is indented with a tab, and that is what is wrong with it.
fn is_tab(text: &str, span: Span) -> bool {
    let at = text.floor_char_boundary((span.start as usize).min(text.len()));
    if text.get(at..).is_some_and(|rest| rest.starts_with(|ch: char| ch.is_control() && ch != '\t'))
    {
        return false;
    }
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let line = text.get(start..).unwrap_or_default();
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..indent).is_some_and(|indent| indent.contains('\t'))
}

/// A text above the bound.
pub(crate) fn too_large(bytes: usize) -> Finding {
    let mib = 1024 * 1024;
    let message = format!(
        "the text has {} MiB and is shown without being read; up to {} MiB are",
        bytes / mib,
        limits::TEXT_BYTES / mib
    );
    of_file(&TOO_LARGE, message, Span::default())
}

/// Says that findings were left out.
pub(crate) fn more(left: usize, at: Span) -> Finding {
    of_file(&MORE_FINDINGS, format!("{left} more findings are not shown."), at)
}

fn of_file(rule: &'static Rule, message: String, span: Span) -> Finding {
    Finding {
        rule: rule.id,
        severity: rule.severity,
        message,
        stage: None,
        path: Path::default(),
        span,
        fixes: Vec::new(),
    }
}
