// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payments} from "src/Payments.sol";
import {Payouts} from "src/Payouts.sol";
import {InstructionState, PayoutAccount} from "src/types/Payout.sol";

import {PayoutsBase} from "./PayoutsBase.t.sol";

// instruct
// ├── when the caller is not the owner and the account holds less than the minimum: it reverts
// ├── when the account holds nothing: it reverts
// ├── when units could not go back to the owner, who is nobody or the Ledger: it reverts
// └── else
//     ├── it destroys the units, counts them as in flight, and emits InstructionIssued
//     ├── given the owner: it pays out any amount
//     ├── given anyone: small amounts gather until they reach the minimum, and go out together
//     ├── given the same account again: the instruction has the next number and takes only what came since
//     ├── given more than one amount can say: it pays out the greatest amount
//     └── given units of another series or account: they stay
contract PaymentsInstructTest is PayoutsBase {
    function testFuzz_paysOut(PayoutAccount memory to, uint128 amount, address caller) public {
        (to.quorum, to.currency, to.processor) = (quorum, XTS, PROCESSOR);
        vm.assume(to.owner != address(0) && to.owner != address(ledger));
        amount = uint128(bound(amount, 1, type(uint128).max));
        to.minimum = uint128(bound(to.minimum, 0, amount));
        _fund(to, amount);

        _expectIssued(to, amount, 1);
        vm.prank(caller);
        bytes32 instruction = payments.instruct(to);

        assertEq(instruction, _instruction(to, 1));
        assertEq(payments.instructionOf(_payoutKey(to), 1), instruction);
        assertEq(payments.countOf(_payoutKey(to)), 1);
        assertEq(_heldBy(_addressOf(to)), 0);
        assertEq(ledger.totalSupply(id), 0);
        _assertState(instruction, amount, InstructionState.Issued);
        _assertTotals(0, amount, 0);
        _assertBalanced(amount);
    }

    function testFuzz_ownerPaysOutAnyAmount(uint128 amount, uint128 minimum) public {
        PayoutAccount memory to = _payout();
        to.minimum = minimum;
        amount = uint128(bound(amount, 1, type(uint128).max));
        _fund(to, amount);

        _assertState(_instruct(to), amount, InstructionState.Issued);
    }

    function testFuzz_smallAmountsGather(address caller, uint128[5] memory amounts) public {
        PayoutAccount memory to = _payout();
        vm.assume(caller != to.owner);
        uint128 held;
        for (uint256 i; i < 5 && held < to.minimum; ++i) {
            uint128 amount = uint128(bound(amounts[i], 1, to.minimum));
            _fund(to, amount);
            held += amount;
            if (held < to.minimum) {
                vm.expectRevert(abi.encodeWithSelector(Payouts.BelowPayoutMinimum.selector, held, to.minimum));
            }
            vm.prank(caller);
            payments.instruct(to);
        }
        assertEq(payments.countOf(_payoutKey(to)), held < to.minimum ? 0 : 1);
        assertEq(_heldBy(_addressOf(to)), held < to.minimum ? held : 0);
    }

    function testFuzz_PAYMENTS_3_takesOnlyWhatCameSince(uint128[3] memory amounts) public {
        PayoutAccount memory to = _payout();
        uint256 sum;
        for (uint64 i; i < 3; ++i) {
            uint128 amount = uint128(bound(amounts[i], 1, 1e12));
            _fund(to, amount);
            sum += amount;

            bytes32 instruction = _instruct(to);

            assertEq(instruction, _instruction(to, i + 1));
            _assertState(instruction, amount, InstructionState.Issued);
            _assertTotals(0, sum, 0);
        }
        vm.prank(alice.account);
        vm.expectRevert(abi.encodeWithSelector(Payouts.NothingToPayOut.selector, _payoutKey(to)));
        payments.instruct(to);
    }

    /// @dev On another chain, or by another contract, the same account has other instructions: a processor never confuses them.
    function test_instructionsAreOfThisChainAndContract() public {
        bytes32 key = _payoutKey(_payout());
        bytes32 here = payments.instructionOf(key, 1);
        Payments other = Payments(_deploy("Payments", abi.encode(ledger, facts)));
        assertNotEq(other.instructionOf(key, 1), here);

        vm.chainId(block.chainid + 1);
        assertNotEq(payments.instructionOf(key, 1), here);
    }

    function test_paysOutGreatestAmount() public {
        PayoutAccount memory to = _payout();
        _fund(to, type(uint128).max);
        _fund(to, 7);

        _assertState(_instruct(to), type(uint128).max, InstructionState.Issued);
        assertEq(_heldBy(_addressOf(to)), 7);
    }

    function test_leavesOtherUnits() public {
        PayoutAccount memory to = _payout();
        PayoutAccount memory other = _payout();
        other.account = keccak256("other account");
        uint256 foreign = _idOf(7, makeAddr("issuer"));
        _issue(foreign, _addressOf(to), 300);
        _fund(to, 500);
        _fund(other, 400);

        _instruct(to);

        assertEq(ledger.balanceOf(_addressOf(to), foreign), 300);
        assertEq(_heldBy(_addressOf(other)), 400);
        _assertTotals(0, 500, 0);
    }

    function testFuzz_reverts_whenBelowMinimum(address caller, uint128 held, uint128 minimum) public {
        PayoutAccount memory to = _payout();
        vm.assume(caller != to.owner);
        to.minimum = uint128(bound(minimum, 1, type(uint128).max));
        held = uint128(bound(held, 0, to.minimum - 1));
        if (held != 0) _fund(to, held);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(Payouts.BelowPayoutMinimum.selector, held, to.minimum));
        payments.instruct(to);
    }

    function testFuzz_reverts_whenNothingToPayOut(PayoutAccount memory to) public {
        vm.prank(to.owner);
        vm.expectRevert(abi.encodeWithSelector(Payouts.NothingToPayOut.selector, _payoutKey(to)));
        payments.instruct(to);
    }

    function test_reverts_whenNotAnOwner() public {
        PayoutAccount memory to = _payout();
        address[2] memory owners = [address(0), address(ledger)];
        for (uint256 i; i < 2; ++i) {
            to.owner = owners[i];
            _fund(to, 500);

            vm.expectRevert(abi.encodeWithSelector(Payouts.NotAnOwner.selector, to.owner));
            payments.instruct(to);
        }
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        PayoutAccount memory to = _payout();
        _fund(to, 500);
        payments.instruct(to);
        vm.snapshotGasLastCall("payments", "instruct, first of its account and series");
        _fund(to, 500);
        payments.instruct(to);
        vm.snapshotGasLastCall("payments", "instruct");
    }

    function _expectIssued(PayoutAccount memory to, uint128 amount, uint64 sequence) private {
        vm.expectEmit(address(payments));
        emit Payouts.InstructionIssued(_instruction(to, sequence), _payoutKey(to), to.owner, to, id, amount, sequence);
    }
}
