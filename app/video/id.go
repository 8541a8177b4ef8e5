package video

// This file holds the shape of every identifier, anchored at both ends.

func lower(c byte) bool  { return 'a' <= c && c <= 'z' }
func upper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }
func hex(c byte) bool    { return digit(c) || 'a' <= c && c <= 'f' }
func low36(c byte) bool  { return lower(c) || digit(c) }
func alnum(c byte) bool  { return lower(c) || upper(c) || digit(c) }
func base64(c byte) bool { return alnum(c) || c == '_' || c == '-' }

// base58 is Bitcoin's alphabet, of PeerTube's short identifiers: no 0, O, I, l.
func base58(c byte) bool { return alnum(c) && c != '0' && c != 'O' && c != 'I' && c != 'l' }

func every(s string, ok func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func sized(s string, least, most int, ok func(byte) bool) bool {
	return len(s) >= least && len(s) <= most && every(s, ok)
}

// dailymotionID: public "x" and 4 to 9, private "k" and 14 to 22.
func dailymotionID(s string) bool {
	if s == "" {
		return false
	}
	return s[0] == 'x' && sized(s[1:], 4, 9, low36) || s[0] == 'k' && sized(s[1:], 14, 22, alnum)
}

func dailymotionPlayer(s string) bool { return s != "" && s[0] == 'x' && sized(s[1:], 3, 9, low36) }

func youtubeID(s string) bool { return sized(s, 11, 11, base64) }

func vimeoID(s string) bool { return sized(s, 6, 12, digit) }

func vimeoHash(s string) bool { return sized(s, 8, 16, hex) }

func peertubeID(s string) bool { return sized(s, 22, 22, base58) || uuid(s) }

func uuid(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := 0; i < len(s); i++ {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && !hex(s[i]) {
			return false
		}
	}
	return true
}

func acastID(s string) bool { return sized(s, 24, 24, hex) }

// acastShow is an id of 24 or the show's name in its address.
func acastShow(s string) bool {
	return sized(s, 1, 120, func(c byte) bool { return low36(c) || c == '-' }) && s[0] != '-'
}

// language tag of a subtitle: "fr", "pt-br".
func subtitleTag(s string) bool {
	return sized(s, 2, 8, func(c byte) bool { return alnum(c) || c == '-' }) && every(s[:2], lower)
}

// mixed tells an identifier of eleven characters from a word of eleven
// letters: it has a digit, a sign, or a capital after a small letter.
func mixed(s string) bool {
	for i := 0; i < len(s); i++ {
		if digit(s[i]) || !alnum(s[i]) || i > 0 && upper(s[i]) && lower(s[i-1]) {
			return true
		}
	}
	return false
}
