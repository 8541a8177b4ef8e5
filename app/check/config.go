package check

import (
	"sort"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/template/value"
)

// This file reads the rules' part of apercu.yaml:
//
//	checks:
//	  emoji: on            # off, on
//	  heading-skip: info   # error, warning, info
//	glossary:              # runs the rule acronym, which proposes the words
//	  DGCL: direction générale des collectivités locales

// ReadConfig reads the text of apercu.yaml. Mistakes are diagnostics with the
// name of the rule or of the value; other keys of the file are not looked at.
func ReadConfig(text string) (Config, []diag.Diagnostic) {
	c := Config{Enabled: map[string]bool{}, Severity: map[string]diag.Severity{}}
	root, err := yaml.Decode(text)
	if err != nil {
		return c, nil // site says so
	}
	o, _ := root.(*value.Object)
	c.readGlossary(o.At("glossary"))
	checks, ok := o.At("checks").(*value.Object)
	if !ok {
		return c, nil
	}
	var wrong []diag.Diagnostic
	for _, name := range checks.Keys() {
		if Lookup(name) == nil {
			wrong = append(wrong, configMistake(diag.T("apercu.yaml : la règle « %s » n’existe pas%s.", "apercu.yaml: there is no rule “%s”%s.", name, near(name))))
			continue
		}
		if !c.set(name, checks.At(name)) {
			wrong = append(wrong, configMistake(diag.T("apercu.yaml : « %s » attend on, off, error, warning ou info.", "apercu.yaml: “%s” takes on, off, error, warning or info.", name)))
		}
	}
	return c, wrong
}

// readGlossary takes the acronyms of the site: without them the rule would find
// several on every page, and could propose nothing.
func (c *Config) readGlossary(v value.Value) {
	glossary, ok := v.(*value.Object)
	if !ok || len(glossary.Keys()) == 0 {
		return
	}
	c.Glossary = map[string]string{}
	for _, name := range glossary.Keys() {
		if words, ok := value.Text(glossary.At(name)); ok && words != "" {
			c.Glossary[name] = words
		}
	}
	c.Enabled[acronymRule] = true
}

func configMistake(message diag.Text) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-check", Severity: diag.Warning, Message: message}
}

// near is " (name?)" for a mistyped rule.
func near(name string) string {
	names := make([]string, len(All))
	for i, a := range All {
		names[i] = a.Name
	}
	sort.Strings(names)
	if n := diag.Nearest(name, names); n != "" {
		return " (" + n + " ?)"
	}
	return ""
}

// set takes one value: js-yaml reads on and off as texts, true and false as
// booleans.
func (c Config) set(name string, v value.Value) bool {
	switch v {
	case "off", "non", false:
		c.Enabled[name] = false
	case "on", "oui", true:
		c.Enabled[name] = true
	case "error":
		c.Enabled[name], c.Severity[name] = true, diag.Error
	case "warning":
		c.Enabled[name], c.Severity[name] = true, diag.Warning
	case "info":
		c.Enabled[name], c.Severity[name] = true, diag.Info
	default:
		return false
	}
	return true
}
