// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Units} from "src/Units.sol";

import {PaymentsBase} from "./PaymentsBase.t.sol";

// open
// ├── when the 95 bits belong to another quorum, currency and processor: it reverts
// ├── when the series is open: it returns the id and changes nothing
// └── else: it emits SeriesOpened; the Ledger shows the currency's symbol and decimals
contract PaymentsOpenTest is PaymentsBase {
    function testFuzz_opensSeries(bytes32 quorum_, bytes32 processor) public {
        uint256 hashed = uint256(keccak256(abi.encode(quorum_, XTS, processor)));
        uint256 expected = (hashed & (1 << 95) - 1) << 160 | uint160(address(payments));

        vm.expectEmit(address(payments));
        emit Units.SeriesOpened(expected, quorum_, XTS, processor);
        uint256 opened = payments.open(quorum_, XTS, processor);

        assertEq(opened, expected);
        assertEq(payments.idOf(quorum_, XTS, processor), expected);
        assertEq(ledger.symbol(opened), "XTS");
        assertEq(ledger.decimals(opened), 2);
    }

    function test_changesNothing_whenOpen() public {
        payments.open(quorum, XTS, PROCESSOR);
        vm.recordLogs();

        assertEq(payments.open(quorum, XTS, PROCESSOR), id);
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_showsMinorUnits() public {
        _assertDecimals("EUR", 2);
        _assertDecimals("CNY", 2);
        _assertDecimals("JPY", 0);
        _assertDecimals("KRW", 0);
        _assertDecimals("XPF", 0);
        _assertDecimals("BHD", 3);
        _assertDecimals("TND", 3);
        _assertDecimals("CLF", 4);
        _assertDecimals("UYW", 4);
        // Not a code, though its letters follow one another in the list.
        _assertDecimals("IFC", 2);
    }

    function test_unopenedHasNoSymbol() public view {
        assertEq(ledger.symbol(id), "");
    }

    function test_reverts_whenSeriesTaken() public {
        // Nobody can find two with the same 95 bits, so the first is made up: what `open` stored is replaced.
        uint96 series = uint96(id >> 160);
        vm.record();
        payments.open(quorum, XTS, PROCESSOR);
        (, bytes32[] memory writes) = vm.accesses(address(payments));
        vm.store(address(payments), writes[0], keccak256("another origin"));

        vm.expectRevert(abi.encodeWithSelector(Units.SeriesTaken.selector, series));
        payments.open(quorum, XTS, PROCESSOR);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        payments.open(quorum, XTS, PROCESSOR);
        vm.snapshotGasLastCall("payments", "open");
    }

    function _assertDecimals(bytes32 currency, uint8 decimals) private {
        uint256 opened = payments.open(quorum, currency, PROCESSOR);
        assertEq(ledger.decimals(opened), decimals);
        assertEq(bytes(ledger.symbol(opened)).length, 3);
    }
}
