package yaml

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"time"

	"apercu/app/template/value"
)

// This file gives plain text its type, by js-yaml 3's rules: YAML 1.2's core
// schema with what is left of 1.1 (octal 012, 1_000, base 60, timestamps). The
// first rule that fits decides: null, boolean, integer, float, timestamp.
// Version 4 has no base 60, and writes octal 0o12.

// resolve is the value of plain text; merge is true for <<.
func resolve(text string, version4 bool) (v value.Value, merge bool) {
	switch text {
	case "~", "null", "Null", "NULL":
		return value.Null{}, false
	case "true", "True", "TRUE":
		return true, false
	case "false", "False", "FALSE":
		return false, false
	case "<<":
		return text, true
	}
	if n, ok := number(text, version4); ok {
		return n, false
	}
	if t, ok := timestamp(text); ok {
		return value.Date{Time: t}, false
	}
	return text, false
}

func number(text string, version4 bool) (float64, bool) {
	if version4 {
		if n, ok, decided := number4(text); decided {
			return n, ok
		}
	}
	if n, ok := integer(text); ok {
		return n, true
	}
	return float(text)
}

// number4 decides on what js-yaml 4 reads in another way than 3.
func number4(text string) (n float64, ok, decided bool) {
	factor, s := sign(text)
	switch {
	case strings.Contains(s, ":"):
		return 0, false, true
	case len(s) < 2 || s[0] != '0':
		return 0, false, false
	case s[1] == 'o':
		n, ok = digits(s[2:], 8, factor)
		return n, ok, true
	case s[1] >= '0' && s[1] <= '9':
		if s = strings.TrimLeft(s, "0"); s == "" || s[0] < '0' || s[0] > '9' {
			s = "0" + s
		}
		n, ok = float(s)
		return factor * n, ok, true
	}
	return 0, false, false
}

func sign(text string) (float64, string) {
	switch {
	case strings.HasPrefix(text, "-"):
		return -1, text[1:]
	case strings.HasPrefix(text, "+"):
		return 1, text[1:]
	}
	return 1, text
}

func integer(text string) (float64, bool) {
	factor, s := sign(text)
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' {
		return 0, false
	}
	if s == "0" {
		return 0, true // never -0
	}
	switch {
	case strings.HasPrefix(s, "0b"):
		return digits(s[2:], 2, factor)
	case strings.HasPrefix(s, "0x"):
		return digits(s[2:], 16, factor)
	case s[0] == '0':
		return digits(s[1:], 8, factor)
	}
	if strings.Contains(s, ":") {
		return sexagesimal(s, factor, false)
	}
	if _, ok := digits(s, 10, 1); !ok {
		return 0, false
	}
	n, _ := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	return factor * n, true
}

func digits(s string, base int, factor float64) (n float64, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] == '_' {
			continue
		}
		d := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if d < 0 || d >= base || s[i] < '0' {
			return 0, false
		}
		n, ok = n*float64(base)+float64(d), true
	}
	return factor * n, ok
}

// sexagesimal reads 12:30:45, and 12:30.5 when fractions are asked for.
func sexagesimal(s string, factor float64, fraction bool) (float64, bool) {
	parts := strings.Split(s, ":")
	last := len(parts) - 1
	if fraction {
		whole, rest, found := strings.Cut(parts[last], ".")
		if !found || !onlyDigits(rest, true) {
			return 0, false
		}
		parts[last] = whole
		n, ok := sexagesimal(strings.Join(parts, ":"), 1, false)
		part, _ := strconv.ParseFloat("0."+strings.ReplaceAll(rest, "_", "")+"0", 64)
		return factor * (n + part), ok && last > 0
	}
	n := 0.0
	for i, p := range parts {
		if i > 0 && (len(p) == 0 || len(p) > 2 || len(p) == 2 && p[0] > '5' || !onlyDigits(p, false)) {
			return 0, false
		}
		d, ok := digits(p, 10, 1)
		if !ok || i == 0 && (p[0] == '_' || p[len(p)-1] == '_' && last == 0) {
			return 0, false
		}
		n = n*60 + d
	}
	return factor * n, true
}

func onlyDigits(s string, underscore bool) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && !(underscore && s[i] == '_') {
			return false
		}
	}
	return true
}

func float(text string) (float64, bool) {
	factor, s := sign(text)
	switch s {
	case ".inf", ".Inf", ".INF":
		return factor * math.Inf(1), true
	case ".nan", ".NaN", ".NAN":
		return math.NaN(), s == text
	}
	if s == "" || s[len(s)-1] == '_' {
		return 0, false
	}
	if strings.Contains(s, ":") {
		return sexagesimal(s, factor, true)
	}
	if !floatShape(s, s == text) {
		return 0, false
	}
	s = strings.ReplaceAll(s, "_", "")
	n, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(n, 0) {
		return 0, false
	}
	return factor * n, true
}

// floatShape checks digits[.digits][e±digits], or .digits when unsigned.
func floatShape(s string, unsigned bool) bool {
	mantissa := s
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa = s[:i]
		_, exponent := sign(s[i+1:])
		if exponent == "" || !onlyDigits(exponent, false) {
			return false
		}
	}
	whole, rest, dotted := strings.Cut(mantissa, ".")
	if !onlyDigits(rest, true) {
		return false
	}
	if whole == "" {
		return dotted && unsigned && strings.Trim(rest, "_") != ""
	}
	return whole == "0" || whole[0] >= '1' && whole[0] <= '9' && onlyDigits(whole, true)
}

// timestamp reads 2024-01-05 and 2024-1-5 10:00:00.5 +1; no zone means UTC.
func timestamp(s string) (time.Time, bool) {
	if len(s) < 8 || s[4] != '-' {
		return time.Time{}, false
	}
	c := cursor{s: s}
	year, _ := c.number(4, 4)
	ok := c.lit('-')
	month, w1 := c.number(1, 2)
	ok = ok && c.lit('-')
	day, w2 := c.number(1, 2)
	if !ok || c.bad {
		return time.Time{}, false
	}
	if year < 100 {
		year += 1900 // Date.UTC
	}
	if c.end() {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), w1 == 2 && w2 == 2
	}
	if !c.lit('T') && !c.lit('t') && !c.blanks() {
		return time.Time{}, false
	}
	hour, _ := c.number(1, 2)
	ok = c.lit(':')
	minute, _ := c.number(2, 2)
	ok = ok && c.lit(':')
	second, _ := c.number(2, 2)
	millisecond := 0
	if ok && c.lit('.') {
		fraction := c.run()
		millisecond, _ = strconv.Atoi((fraction + "000")[:3])
	}
	offset, zoned := c.zone()
	if !ok || !zoned || c.bad {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, millisecond*1e6, time.UTC)
	return t.Add(-offset), true
}

type cursor struct {
	s   string
	pos int
	bad bool
}

func (c *cursor) end() bool { return c.pos == len(c.s) }

func (c *cursor) lit(b byte) bool {
	if c.pos < len(c.s) && c.s[c.pos] == b {
		c.pos++
		return true
	}
	return false
}

func (c *cursor) blanks() bool {
	start := c.pos
	for c.pos < len(c.s) && isBlank(c.s[c.pos]) {
		c.pos++
	}
	return c.pos > start
}

func (c *cursor) run() string {
	start := c.pos
	for c.pos < len(c.s) && c.s[c.pos] >= '0' && c.s[c.pos] <= '9' {
		c.pos++
	}
	return c.s[start:c.pos]
}

// number reads between least and most digits.
func (c *cursor) number(least, most int) (n, width int) {
	start := c.pos
	run := c.run()
	if len(run) > most {
		run = run[:most]
		c.pos = start + most
	}
	c.bad = c.bad || len(run) < least
	if run != "" {
		n, _ = strconv.Atoi(run)
	}
	return n, len(run)
}

// zone reads an optional Z or ±h[h][:mm] up to the end.
func (c *cursor) zone() (offset time.Duration, ok bool) {
	if c.end() {
		return 0, true
	}
	c.blanks()
	if c.lit('Z') {
		return 0, c.end()
	}
	factor := time.Duration(1)
	if c.lit('-') {
		factor = -1
	} else if !c.lit('+') {
		return 0, false
	}
	hours, _ := c.number(1, 2)
	minutes := 0
	if c.lit(':') {
		minutes, _ = c.number(2, 2)
	}
	return factor * (time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute), c.end()
}

// construct gives a node the type its tag asks for; false when it cannot have it.
func construct(n *Node) (value.Value, bool) {
	name, ok := strings.CutPrefix(n.Tag, core)
	if !ok {
		return nil, false
	}
	if n.Style == Absent {
		return constructAbsent(name)
	}
	switch {
	case n.Kind == Scalar:
		return constructScalar(name, n.text)
	case n.Kind == Sequence && name == "seq", n.Kind == Mapping && name == "map":
		return n.Value, true
	case n.Kind == Mapping && name == "set":
		for _, key := range n.Value.(*value.Object).Keys() {
			if _, null := n.Value.(*value.Object).At(key).(value.Null); !null {
				return nil, false
			}
		}
		return n.Value, true
	case n.Kind == Sequence && (name == "omap" || name == "pairs"):
		return constructPairs(n.Value.(*value.Array), name == "omap")
	}
	return nil, false
}

func constructAbsent(name string) (value.Value, bool) {
	switch name {
	case "str":
		return "", true
	case "seq", "omap", "pairs":
		return value.NewArray(), true
	case "map", "set":
		return value.NewObject(0), true
	case "null", "merge":
		return value.Null{}, true
	}
	return nil, false
}

func constructScalar(name, text string) (value.Value, bool) {
	switch name {
	case "str":
		return text, true
	case "int":
		return orNot(integer(text))
	case "float":
		return orNot(float(text))
	case "null", "bool":
		v, _ := resolve(text, false)
		_, null := v.(value.Null)
		_, boolean := v.(bool)
		return v, name == "null" && null || name == "bool" && boolean
	case "timestamp":
		t, ok := timestamp(text)
		return value.Date{Time: t}, ok
	case "binary":
		raw, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\n", "", "\r", "").Replace(text))
		return string(raw), err == nil
	case "merge":
		return text, text == "<<"
	}
	return nil, false
}

func orNot(n float64, ok bool) (value.Value, bool) { return n, ok }

// constructPairs checks a list of one-key mappings; omap keeps it as it is and
// wants distinct keys, pairs makes [key, value] lists.
func constructPairs(list *value.Array, distinct bool) (value.Value, bool) {
	seen := map[string]bool{}
	pairs := value.NewArray()
	for _, item := range list.Elems {
		o, ok := item.(*value.Object)
		if !ok || o.Len() != 1 {
			return nil, false
		}
		key := o.Keys()[0]
		if distinct && seen[key] {
			return nil, false
		}
		seen[key] = true
		pairs.Elems = append(pairs.Elems, value.NewArray(key, o.At(key)))
	}
	if distinct {
		return list, true
	}
	return pairs, true
}
