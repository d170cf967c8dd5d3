// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {FalseToken} from "../mocks/FalseToken.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {ReenteringToken} from "../mocks/ReenteringToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {LedgerBase} from "./LedgerBase.sol";

// deposit
// ├── when the token moves the amount
// │   ├── it credits the amount to the receiver
// │   ├── it raises the supply
// │   └── it emits Transfer and Deposited
// ├── when the token returns nothing
// │   └── it credits the amount
// ├── when the token keeps a fee
// │   ├── it credits what arrived
// │   └── given more is asked for at least: it reverts
// ├── when the token returns false: it reverts
// ├── when there is no token: it reverts
// ├── when the receiver is nobody or the Ledger: it reverts
// ├── given tokens were sent straight to the Ledger
// │   └── it credits no more than the amount
// └── when the token calls back
//     ├── given a second deposit within the first: the two credit what is held, no more
//     └── given a withdrawal within the deposit: neither gains
contract LedgerDepositTest is LedgerBase {
    function test_creditsWhatWasMoved(address to, uint256 amount, uint256 minUnits) public {
        vm.assume(to != address(0) && to != address(ledger));
        minUnits = bound(minUnits, 0, amount);
        token.mint(alice.account, amount);
        vm.startPrank(alice.account);
        token.approve(address(ledger), amount);

        _expectTransfer(alice.account, address(0), to, id, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Deposited(address(token), alice.account, to, amount);
        uint256 units = ledger.deposit(address(token), to, amount, minUnits);

        assertEq(units, amount);
        _assertBalance(to, id, amount);
        assertEq(ledger.totalSupply(id), amount);
        assertEq(token.balanceOf(address(ledger)), amount);
    }

    function test_credits_whenTokenReturnsNothing(uint128 amount) public {
        SilentToken silent = new SilentToken();
        silent.mint(alice.account, amount);
        vm.startPrank(alice.account);
        silent.approve(address(ledger), amount);

        assertEq(ledger.deposit(address(silent), bob.account, amount, amount), amount);
        _assertBalance(bob.account, _idOf(address(silent)), amount);
    }

    function test_creditsWhatArrived_whenTokenKeepsFee(uint256 amount) public {
        amount = _amount(amount);
        FeeToken feeToken = new FeeToken();
        uint256 arrives = amount - feeToken.feeOf(amount);
        feeToken.mint(alice.account, amount);
        vm.startPrank(alice.account);
        feeToken.approve(address(ledger), amount);

        assertEq(ledger.deposit(address(feeToken), alice.account, amount, arrives), arrives);
        _assertBalance(alice.account, _idOf(address(feeToken)), arrives);
        assertEq(feeToken.balanceOf(address(ledger)), arrives);
    }

    function test_reverts_whenBelowMinimum(uint256 amount) public {
        amount = _amount(amount);
        FeeToken feeToken = new FeeToken();
        uint256 arrives = amount - feeToken.feeOf(amount);
        feeToken.mint(alice.account, amount);
        vm.startPrank(alice.account);
        feeToken.approve(address(ledger), amount);

        vm.expectRevert(abi.encodeWithSelector(Ledger.BelowMinimum.selector, arrives, amount));
        ledger.deposit(address(feeToken), alice.account, amount, amount);
    }

    function test_reverts_whenTokenReturnsFalse(uint256 amount) public {
        FalseToken falseToken = new FalseToken();
        falseToken.fail();

        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.deposit(address(falseToken), alice.account, amount, 0);
    }

    function test_reverts_whenNotAllowed(uint256 amount) public {
        amount = _amount(amount);
        token.mint(alice.account, amount);

        vm.prank(alice.account);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.deposit(address(token), alice.account, amount, 0);
    }

    function test_reverts_whenThereIsNoToken(uint256 amount) public {
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.deposit(bob.account, alice.account, amount, 0);
    }

    function test_reverts_whenReceiverIsNobodyOrLedger() public {
        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        ledger.deposit(address(token), address(0), 0, 0);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        ledger.deposit(address(token), address(ledger), 0, 0);
    }

    function test_creditsNoMoreThanAmount_givenTokensSentStraight(uint128 stray, uint128 amount) public {
        token.mint(address(ledger), stray);

        _fund(alice.account, amount);

        _assertBalance(alice.account, id, amount);
        assertEq(ledger.totalSupply(id), amount);
    }

    function test_gainsNothing_whenDepositingWithinDeposit(uint128 outer, uint128 inner, bool early) public {
        (ReenteringToken hostile, Agent attacker) = _hostile(uint256(outer) + inner, early);
        hostile.arm(address(attacker), _depositAct(hostile, attacker, inner));

        attacker.act(address(ledger), _deposit(hostile, attacker, outer));

        assertTrue(hostile.succeeded());
        _assertBacked(hostile, attacker, uint256(outer) + inner);
    }

    function test_gainsNothing_whenWithdrawingWithinDeposit(uint128 amount, uint128 part, bool early) public {
        (ReenteringToken hostile, Agent attacker) = _hostile(2 * uint256(amount), early);
        part = uint128(bound(part, 0, amount));
        attacker.act(address(ledger), _deposit(hostile, attacker, amount));
        bytes memory withdrawal = abi.encodeCall(Ledger.withdraw, (address(hostile), address(attacker), part));
        hostile.arm(address(attacker), abi.encodeCall(Agent.act, (address(ledger), withdrawal)));

        attacker.act(address(ledger), _deposit(hostile, attacker, amount));

        assertTrue(hostile.succeeded());
        _assertBacked(hostile, attacker, 2 * uint256(amount) - part);
    }

    function _hostile(uint256 amount, bool early) private returns (ReenteringToken hostile, Agent attacker) {
        hostile = new ReenteringToken();
        hostile.strikeEarly(early);
        attacker = new Agent();
        // What others hold, and what the attacker must not get.
        _fund(address(hostile), carol.account, type(uint128).max);
        hostile.mint(address(attacker), amount);
        attacker.act(address(hostile), abi.encodeCall(hostile.approve, (address(ledger), amount)));
    }

    function _deposit(ReenteringToken hostile, Agent attacker, uint256 amount) private pure returns (bytes memory) {
        return abi.encodeCall(Ledger.deposit, (address(hostile), address(attacker), amount, 0));
    }

    function _depositAct(ReenteringToken hostile, Agent attacker, uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(Agent.act, (address(ledger), _deposit(hostile, attacker, amount)));
    }

    function _assertBacked(ReenteringToken hostile, Agent attacker, uint256 expected) private view {
        uint256 hostileId = _idOf(address(hostile));
        _assertBalance(address(attacker), hostileId, expected);
        assertEq(ledger.totalSupply(hostileId), expected + type(uint128).max);
        assertEq(hostile.balanceOf(address(ledger)), expected + type(uint128).max);
    }
}
