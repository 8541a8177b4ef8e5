package dir

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// longest is how long a name is before its end becomes a hash, in bytes; file
// systems take 255, some less.
const longest = 100

// fileName makes a file's name of any text, another for each: small letters,
// digits and "-" stay, all else is written "_" and two hexadecimal digits a
// byte. Capitals too, since some file systems take "A" for "a".
func fileName(text string) string {
	var b strings.Builder
	b.WriteByte('=') // no name is empty, nor one that a system keeps for itself ("con", "nul")
	for i := range len(text) {
		c := text[i]
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
			b.WriteByte(c)
		} else {
			b.WriteByte('_')
			b.WriteString(hex.EncodeToString([]byte{c}))
		}
	}
	name := b.String()
	if len(name) <= longest {
		return name
	}
	sum := sha256.Sum256([]byte(text))
	return name[:longest-33] + "=" + hex.EncodeToString(sum[:16])
}
