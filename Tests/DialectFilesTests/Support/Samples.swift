/// Short descriptions of other programs, with every kind of field.
enum Samples {
    static let moov = """
        {
        	"name": "Sample Spec 1",
        	"fields": {
        		"0": {"type": "String", "length": 4, "description": "MTI", "enc": "BCD", "prefix": "BCD.Fixed"},
        		"1": {"type": "Bitmap", "length": 8, "description": "Bitmap", "enc": "Binary", "prefix": "Binary.Fixed"},
        		"2": {"type": "String", "length": 19, "description": "PAN", "enc": "BCD", "prefix": "BCD.LL"},
        		"3": {
        			"type": "Composite", "length": 6, "description": "Processing \\u0026 code", "prefix": "ASCII.Fixed",
        			"tag": {"sort": "StringsByInt"},
        			"subfields": {
        				"10": {"type": "Numeric", "length": 2, "description": "To", "enc": "ASCII", "prefix": "ASCII.Fixed"},
        				"9": {"type": "Numeric", "length": 2, "description": "From", "enc": "ASCII", "prefix": "ASCII.Fixed"},
        				"1": {"type": "Numeric", "length": 2, "description": "Kind", "enc": "ASCII", "prefix": "ASCII.Fixed"}
        			}
        		},
        		"41": {"type": "String", "length": 8, "enc": "EBCDIC1047", "prefix": "EBCDIC1047.Fixed", "padding": {"type": "Right", "pad": " "}},
        		"46": {"type": "String", "length": 300, "description": "Long", "enc": "ASCII", "prefix": "Binary.LL"},
        		"47": {"type": "Hex", "length": 40, "description": "Hexadecimal", "enc": "HexToASCII", "prefix": "Hex.L"},
        		"48": {
        			"type": "Composite", "length": 99, "description": "Tags", "prefix": "ASCII.LL",
        			"tag": {"length": 2, "enc": "ASCII", "padding": {"type": "Left", "pad": "0"}, "sort": "StringsByInt"},
        			"subfields": {
        				"1": {"type": "String", "length": 10, "description": "Name", "enc": "ASCII", "prefix": "ASCII.LL"},
        				"12": {"type": "String", "length": 20, "description": "Address", "enc": "ASCII", "prefix": "ASCII.LL"}
        			}
        		},
        		"52": {"type": "Binary", "length": 8, "description": "PIN", "enc": "Binary", "prefix": "Binary.Fixed"},
        		"55": {
        			"type": "Composite", "length": 255, "description": "Chip", "prefix": "BCD.LLL",
        			"tag": {"enc": "BerTLVTag", "sort": "StringsByHex"},
        			"subfields": {"9F02": {"type": "Hex", "enc": "Binary", "prefix": "BerTLV"}}
        		},
        		"60": {
        			"type": "Composite", "length": 40, "description": "Bits", "prefix": "Binary.L",
        			"bitmap": {"type": "Bitmap", "length": 2, "enc": "Binary", "prefix": "Binary.Fixed", "disableautoexpand": true},
        			"subfields": {"3": {"type": "Numeric", "length": 4, "description": "Third", "enc": "LBCD", "prefix": "BCD.Fixed"}}
        		}
        	}
        }
        """

    static let jpos = """
        <?xml version='1.0' encoding='UTF-8'?>
        <!DOCTYPE isopackager PUBLIC "a packager" "http://example.com/packager.dtd">
        <isopackager>
          <!-- the heading -->
          <isofield id="0" length="4" name="type" class="org.jpos.iso.IFB_NUMERIC" pad="true"/>
          <isofield id="1" length="16" name="bitmap" class="org.jpos.iso.IFB_BITMAP"/>
          <isofield id="2" length="19" name="PAN" class="org.jpos.iso.IFB_LLNUM" pad="false"/>
          <isofield id="22" length="3" name="entry &amp; mode" class="org.jpos.iso.IFB_NUMERIC" pad="false"/>
          <isofield id="23" length="3" name="sequence" class="org.jpos.iso.IFB_NUMERIC" pad="true"/>
          <isofield id="28" length="9" name="fee" class="org.jpos.iso.IFA_AMOUNT"/>
          <isofield id="35" length="37" name="track 2" class="org.jpos.iso.IFB_LLNUM"/>
          <isofield id="41" length="8" name="terminal" class="org.jpos.iso.IF_CHAR"/>
          <isofieldpackager id="48" length="99" name="parts" class="org.jpos.iso.IFA_LLLCHAR" emitBitmap="false"
              packager="org.jpos.iso.packager.GenericSubFieldPackager">
            <isofield id="2" length="10" name="second" class="org.jpos.iso.IFA_LLCHAR"/>
            <isofield id="1" length="3" name="first" class="org.jpos.iso.IFA_NUMERIC"/>
          </isofieldpackager>
          <isofield id="52" length="8" name="PIN" class="org.jpos.iso.IFB_BINARY"/>
          <isofieldpackager id="55" length="255" name="chip" class="org.jpos.iso.IFB_LLLBINARY"
              packager="org.jpos.tlv.packager.bertlv.BERTLVBinaryPackager"></isofieldpackager>
          <isofield id="58" length="10" name="never" class="org.jpos.iso.IF_NOP"/>
          <isofieldpackager id="60" length="255" name="bits" class="org.jpos.iso.IFB_LLHBINARY"
              packager="org.jpos.iso.packager.GenericSubFieldPackager">
            <isofield id="0" length="2" name="bitmap" class="org.jpos.iso.IFB_BITMAP"/>
            <isofield id="3" length="4" name="third" class="org.jpos.iso.IFB_NUMERIC" pad="true"/>
          </isofieldpackager>
          <isofield id="64" length="8" name="MAC" class="org.jpos.iso.IFA_BINARY"/>
        </isopackager>
        """
}
