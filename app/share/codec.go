package share

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/base64"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
)

const (
	version    = "1"
	crcDigits  = 7 // 36^7 > 2^32
	codecPlain = 'd'
	codecDict  = 'D'
	codecPatch = 'p'
)

// dictionary1 primes the compressor of codecs D and p with the words and shapes
// of such pages: our own sentences, the most useful last (DEFLATE reaches the
// end of a dictionary with the shortest distances). It is frozen: one changed
// byte breaks every link written with it (TestDictionaryIsFrozen).
//
//go:embed dictionary1.txt
var dictionary1 []byte

// Encode gives the fragment, without its #, of a link that carries d.
// It fails only when the document is larger than MaxText.
func Encode(d Document) (string, error) {
	plain := d.marshal()
	if len(plain) > MaxText {
		return "", ErrTooLarge
	}
	packed, primed := deflate(plain, nil), deflate(plain, dictionary1)
	if len(primed) < len(packed) {
		return frame(codecDict, primed, plain), nil
	}
	return frame(codecPlain, packed, plain), nil
}

// frame writes version, codec, length, payload and checksum.
func frame(codec byte, packed, plain []byte) string {
	payload := base64.RawURLEncoding.EncodeToString(packed)
	return version + string(codec) + strconv.FormatInt(int64(len(payload)), 36) + "." + payload + "." + checksum(plain)
}

func checksum(plain []byte) string {
	sum := strconv.FormatUint(uint64(crc32.ChecksumIEEE(plain)), 36)
	return strings.Repeat("0", crcDigits-len(sum)) + sum
}

// deflate compresses as well as the format allows.
func deflate(plain, dict []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriterDict(&b, flate.BestCompression, dict)
	if err != nil {
		panic(err) // the level is a constant
	}
	w.Write(plain) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}

// inflate decompresses what it can, up to MaxText bytes: the beginning of a cut
// stream is the beginning of the text. whole is false when the end is missing
// or the cap was reached.
func inflate(packed, dict []byte) (plain []byte, whole bool) {
	r := flate.NewReaderDict(bytes.NewReader(packed), dict)
	var b bytes.Buffer
	_, err := io.Copy(&b, io.LimitReader(r, MaxText+1))
	if b.Len() > MaxText {
		return b.Bytes()[:MaxText], false
	}
	return b.Bytes(), err == nil
}

// decode undoes frame on a repaired fragment (see repair.go).
func decode(fragment string) (*Link, error) {
	if fragment == "" || !strings.HasPrefix(fragment, version) {
		if fragment != "" && fragment[0] >= '2' && fragment[0] <= '9' {
			return nil, &NewerError{fragment[:1]}
		}
		return nil, ErrNoLink
	}
	fragment = fragment[len(version):]
	l := &Link{}
	var dict []byte
	switch {
	case fragment == "":
		l.Truncated = true
		return l, nil
	case fragment[0] == codecPlain:
	case fragment[0] == codecDict:
		dict = dictionary1
	case fragment[0] == codecPatch:
		l.Kind, dict = Patch, dictionary1
	default:
		return nil, &NewerError{version + fragment[:1]}
	}
	size, rest, dot := strings.Cut(fragment[1:], ".")
	if !dot { // cut inside of the length
		l.Truncated = true
		return l, nil
	}
	n, err := strconv.ParseInt(size, 36, 32)
	if err != nil || n < 0 {
		l.Damaged = true
		return l, nil
	}
	l.Expected = int(n)
	payload := rest[:min(len(rest), l.Expected)]
	if dot := strings.IndexByte(payload, '.'); dot >= 0 { // characters lost in the middle
		payload, l.Damaged = payload[:dot], true
	}
	l.Received = len(payload)
	l.Truncated = !l.Damaged && len(rest) < l.Expected+1+crcDigits
	packed, err := base64.RawURLEncoding.DecodeString(payload[:len(payload)-lone(payload)])
	if err != nil {
		l.Damaged = true
	}
	plain, whole := inflate(packed, dict)
	if !l.Truncated && !l.Damaged {
		l.Damaged = !whole || rest[l.Expected] != '.' || !strings.EqualFold(rest[l.Expected+1:l.Expected+1+crcDigits], checksum(plain))
	}
	if l.Kind == Patch {
		l.readBase(plain)
	} else {
		l.Document = unmarshal(plain)
	}
	return l, nil
}

// lone is 1 when a cut left a base64 character that holds no whole byte.
func lone(payload string) int {
	if len(payload)%4 == 1 {
		return 1
	}
	return 0
}
