//! What a viewer does in one step, for people. Steps have short names in reports, which programs may rely on.

/// `tile 0 first` as `the first tile of level 0`; a name that is not known stays as it is.
pub(in crate::check) fn step_words(name: &str) -> String {
    let (prefix, step) = name.rsplit_once(": ").map_or(("", name), |(before, step)| (before, step));
    let words = words(step).unwrap_or_else(|| step.to_owned());
    if prefix.is_empty() { words } else { format!("{words} ({prefix})") }
}

fn words(step: &str) -> Option<String> {
    let whole = match step {
        "load" => "opening",
        "config" => "creating the view config",
        "pixel sources" => "preparing the levels",
        "first statistics" => "measuring the brightness",
        "obs index" => "the names of the cells",
        "var index" => "the names of the genes",
        "obs sets" => "the cell sets",
        _ => "",
    };
    if !whole.is_empty() {
        return Some(whole.to_owned());
    }
    if let Some(view) = step.strip_prefix("background ") {
        return Some(match view.strip_suffix(" (after load)") {
            Some(view) => format!("the background in the view {view}, just after opening"),
            None => format!("the background in the view {view}"),
        });
    }
    if let Some((level, which)) = step.strip_prefix("tile ").and_then(|rest| rest.split_once(' ')) {
        return Some(format!("the {which} tile of level {level}"));
    }
    if let Some(level) = step.strip_prefix("draw ") {
        return Some(format!("drawing level {level}"));
    }
    if let Some((table, column)) = step.split_once(" column ").filter(|(table, _)| matches!(*table, "obs" | "var")) {
        return Some(format!("the column {table}/{column}"));
    }
    if let Some((matrix, which)) = step.split_once(" gene ") {
        return Some(match which.strip_suffix(" (warm)") {
            Some(which) => format!("the {which} gene of {matrix}, with the index already loaded"),
            None => format!("the {which} gene of {matrix}"),
        });
    }
    step.strip_suffix(" whole").map(|matrix| format!("all of {matrix}"))
}

#[cfg(test)]
mod tests {
    use super::step_words;

    #[test]
    fn names_of_steps_are_put_in_words() {
        for (name, words) in [
            ("load", "opening"),
            ("tile 0 last", "the last tile of level 0"),
            ("X gene first (warm)", "the first gene of X, with the index already loaded"),
            ("layers/raw whole", "all of layers/raw"),
            ("obs column cell type", "the column obs/cell type"),
            ("background spatial (after load)", "the background in the view spatial, just after opening"),
            ("blobs: tile 1 first", "the first tile of level 1 (blobs)"),
            ("read 0 first", "read 0 first"),
        ] {
            assert_eq!(step_words(name), words);
        }
    }
}
