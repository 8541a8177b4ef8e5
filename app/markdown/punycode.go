package markdown

import (
	"strings"
	"unicode/utf8"
)

// This file encodes host names with RFC 3492's punycode, without the mapping
// of IDNA: markdown-it does none either.

const (
	punyBase    = 36
	punyTMin    = 1
	punyTMax    = 26
	punySkew    = 38
	punyDamp    = 700
	punyBias    = 72
	punyInitial = 128
)

func hostToASCII(host string) string {
	return mapLabels(host, func(label string) string {
		if isASCII(label) {
			return label
		}
		return "xn--" + punyEncode(label)
	})
}

func hostToUnicode(host string) string {
	return mapLabels(host, func(label string) string {
		if !strings.HasPrefix(label, "xn--") {
			return label
		}
		if decoded, ok := punyDecode(strings.ToLower(label[4:])); ok {
			return decoded
		}
		return label
	})
}

// mapLabels leaves what stands before an @ alone; full stops of other scripts
// separate labels too.
func mapLabels(host string, f func(string) string) string {
	prefix := ""
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		prefix, host = host[:i+1], host[i+1:]
	}
	host = strings.NewReplacer("\u3002", ".", "\uFF0E", ".", "\uFF61", ".").Replace(host)
	labels := strings.Split(host, ".")
	for i := range labels {
		labels[i] = f(labels[i])
	}
	return prefix + strings.Join(labels, ".")
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func punyAdapt(delta, count int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / count
	k := 0
	for ; delta > (punyBase-punyTMin)*punyTMax/2; k += punyBase {
		delta /= punyBase - punyTMin
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}

func punyThreshold(k, bias int) int { return min(max(k-bias, punyTMin), punyTMax) }

func punyDigit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}

func punyEncode(label string) string {
	var b strings.Builder
	runes := []rune(label)
	for _, r := range runes {
		if r < punyInitial {
			b.WriteByte(byte(r))
		}
	}
	basic := b.Len()
	if basic > 0 {
		b.WriteByte('-')
	}
	n, delta, bias := rune(punyInitial), 0, punyBias
	for done := basic; done < len(runes); {
		next := rune(0x7FFFFFFF)
		for _, r := range runes {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := punyBase; ; k += punyBase {
				t := punyThreshold(k, bias)
				if q < t {
					break
				}
				b.WriteByte(punyDigit(t + (q-t)%(punyBase-t)))
				q = (q - t) / (punyBase - t)
			}
			b.WriteByte(punyDigit(q))
			bias = punyAdapt(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return b.String()
}

func punyDecode(s string) (string, bool) {
	var out []rune
	if i := strings.LastIndexByte(s, '-'); i > 0 {
		if !isASCII(s[:i]) {
			return "", false
		}
		out, s = []rune(s[:i]), s[i+1:]
	}
	n, i, bias := punyInitial, 0, punyBias
	for len(s) > 0 {
		old, w := i, 1
		for k := punyBase; ; k += punyBase {
			if s == "" {
				return "", false
			}
			digit := 0
			switch c := s[0]; {
			case isLetter(c):
				digit = int(c | 0x20 - 'a')
			case isDigit(c):
				digit = int(c-'0') + 26
			default:
				return "", false
			}
			s = s[1:]
			i += digit * w
			t := punyThreshold(k, bias)
			if digit < t {
				break
			}
			w *= punyBase - t
			if w > 1<<40 || i > 1<<40 {
				return "", false
			}
		}
		bias = punyAdapt(i-old, len(out)+1, old == 0)
		n += i / (len(out) + 1)
		i %= len(out) + 1
		if n > utf8.MaxRune {
			return "", false
		}
		out = append(out[:i], append([]rune{rune(n)}, out[i:]...)...)
		i++
	}
	return string(out), true
}
