// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payments} from "src/Payments.sol";

import {PaymentsBase} from "./PaymentsBase.t.sol";

// declareReserve
// ├── when the rate is above the whole: it reverts
// ├── when it was declared, or the rate is zero: it returns the name and changes nothing
// └── else: it keeps the reserve under the name that holds it, and emits ReserveDeclared
//     └── given another reserve of the same account: it has another name
contract PaymentsDeclareReserveTest is PaymentsBase {
    function testFuzz_declares(address caller, bytes32 account, uint16 rate, uint32 duration) public {
        rate = uint16(bound(rate, 1, 10_000));
        bytes32 expected = keccak256(abi.encode(account, rate, duration));

        vm.expectEmit(address(payments));
        emit Payments.ReserveDeclared(expected, account, rate, duration);
        vm.prank(caller);
        assertEq(payments.declareReserve(account, rate, duration), expected);

        _assertReserve(expected, rate, duration);
    }

    function testFuzz_changesNothing_whenDeclared(bytes32 account, uint16 rate, uint32 duration) public {
        rate = uint16(bound(rate, 1, 10_000));
        bytes32 processor = payments.declareReserve(account, rate, duration);
        vm.recordLogs();

        assertEq(payments.declareReserve(account, rate, duration), processor);
        assertEq(vm.getRecordedLogs().length, 0);
        _assertReserve(processor, rate, duration);
    }

    function testFuzz_changesNothing_whenRateIsZero(bytes32 account, uint32 duration) public {
        vm.recordLogs();
        bytes32 processor = payments.declareReserve(account, 0, duration);

        assertEq(vm.getRecordedLogs().length, 0);
        _assertReserve(processor, 0, 0);
    }

    /// @dev Whoever is first with another reserve has declared another name, and the account's own is what it is.
    function testFuzz_anotherReserveIsAnotherName(bytes32 account, uint16[2] memory rates, uint32[2] memory durations)
        public
    {
        rates = [uint16(bound(rates[0], 1, 10_000)), uint16(bound(rates[1], 1, 10_000))];
        vm.assume(rates[0] != rates[1] || durations[0] != durations[1]);
        bytes32 first = payments.declareReserve(account, rates[0], durations[0]);
        bytes32 second = payments.declareReserve(account, rates[1], durations[1]);

        assertNotEq(first, second);
        _assertReserve(first, rates[0], durations[0]);
        _assertReserve(second, rates[1], durations[1]);
        _assertReserve(account, 0, 0);
    }

    function testFuzz_reverts_whenReserveAboveWhole(bytes32 account, uint16 rate, uint32 duration) public {
        rate = uint16(bound(rate, 10_001, type(uint16).max));

        vm.expectRevert(abi.encodeWithSelector(Payments.ReserveAboveWhole.selector, rate, 10_000));
        payments.declareReserve(account, rate, duration);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        payments.declareReserve(ACCOUNT, 1000, DURATION);
        vm.snapshotGasLastCall("payments", "declareReserve");
    }

    function _assertReserve(bytes32 processor, uint16 rate, uint32 duration) private view {
        (uint16 keptRate, uint32 keptDuration) = payments.reserveOf(processor);
        assertEq(keptRate, rate);
        assertEq(keptDuration, duration);
    }
}
